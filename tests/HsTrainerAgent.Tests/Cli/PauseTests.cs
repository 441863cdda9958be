using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Cli;

/// <summary>The verbs pause and resume, as an operator uses them.</summary>
public sealed class PauseTests : IDisposable
{
    private readonly TrainerHost host = new();

    public PauseTests() => host.WriteSettings($$"""
        { "application": { "url": "https://abcd123.internal", "token": "s3cr3t-tok3n" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ], "apply": { "preflight": false } }
        """);

    public void Dispose() => host.Dispose();

    private Task<AgentRun> RunAsync(params string[] verb) => AgentProcess.RunAsync(As([.. verb, "--root", host.Root, "--settings", host.SettingsFile]));

    private static ProcessStartInfo As(string[] arguments)
    {
        var start = AgentProcess.StartInfo(arguments);
        start.Environment["SUDO_USER"] = "alice";
        return start;
    }

    private Pause? Written => Pause.Read(host.Paths.Pause, out _);

    [Fact]
    public async Task Pause_says_who_until_when_and_why_and_the_next_one_replaces_it_until_resume()
    {
        var first = await RunAsync("pause", "--for", "1d12h", "--reason", "training\nrun 17");
        Assert.Equal((0, "", "alice", "training run 17", TimeSpan.FromHours(36)), (first.ExitCode, first.Error, Written!.By, Written.Reason, Written.For));
        Assert.StartsWith($"paused until {PlanWords.Time(Written.Until)}, for 1d12h, by alice: training run 17\n", first.Output);
        Assert.DoesNotContain("replaces", first.Output);

        var second = await RunAsync("pause", "--for", "30m", "--reason", "moved");
        Assert.Matches(@"this replaces the pause until .*Z by alice: training run 17\n", second.Output);
        Assert.Equal(TimeSpan.FromMinutes(30), Written.For);

        var apply = await RunAsync("apply");
        Assert.Equal((3, true), (apply.ExitCode, apply.Error.Contains($"is held: paused by alice until {PlanWords.Time(Written.Until)}: moved") && apply.Error.Contains("apply --force 32.0.3")));
        var plan = await RunAsync("apply", "--dry-run");
        Assert.Equal((3, $"32.0.3  held: paused by alice until {PlanWords.Time(Written.Until)}: moved\n"), (plan.ExitCode, plan.Output));
        var check = await RunAsync("check", "trainer");
        Assert.Contains("trainer.paused", check.Output);

        var end = await RunAsync("resume");
        Assert.Equal((0, null, true), (end.ExitCode, Written, end.Output.StartsWith("resumed: the pause until")));
        Assert.Equal((0, "the agent is not paused\n"), await RunAsync("resume") is { } again ? (again.ExitCode, again.Output) : default);
        Assert.DoesNotContain("trainer.paused", (await RunAsync("check", "trainer")).Output);
    }

    [Theory]
    [InlineData("--for: '0s' is too short; write at least \"1s\"", "--for", "0s", "--reason", "x")]
    [InlineData("--for: '31d' is too long; write at most \"30d\"", "--for", "31d", "--reason", "x")]
    [InlineData("--for: '2' has no unit", "--for", "2", "--reason", "x")]
    [InlineData("--for: '-2h' is negative", "--for=-2h", "--reason", "x")]
    [InlineData("--reason: is empty", "--for", "2h", "--reason", " \n ")]
    [InlineData("--for", "--reason", "x")]
    [InlineData("--reason", "--for", "2h")]
    [InlineData("--reason: holds the token", "--for", "2h", "--reason", "since s3cr3t-tok3n is new")]
    public async Task What_cannot_be_meant_is_refused_with_the_cure(string message, params string[] arguments)
    {
        var run = await RunAsync(["pause", .. arguments]);
        Assert.Equal((3, "", null), (run.ExitCode, run.Output, Written));
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("s3cr3t", run.Error);
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused() =>
        Assert.Contains("write at most 200 characters", (await RunAsync("pause", "--for", "2h", "--reason", new string('x', 201))).Error);

    [Fact]
    public async Task A_damaged_pause_holds_and_both_verbs_cure_it()
    {
        Assert.Equal(0, (await RunAsync("pause", "--for", "2h", "--reason", "x")).ExitCode);
        await File.WriteAllTextAsync(host.Paths.Pause, "{ half", TestContext.Current.CancellationToken);
        var apply = await RunAsync("apply");
        Assert.Equal((3, true), (apply.ExitCode, apply.Error.Contains(".pause.json is damaged") && apply.Error.Contains("hs-trainer-agent resume")));
        Assert.Contains("trainer.paused", (await RunAsync("check", "trainer")).Output);
        Assert.Contains("could not be read is ended", (await RunAsync("resume")).Output);
        Assert.False(File.Exists(host.Paths.Pause));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_an_error_with_its_reason()
    {
        Directory.CreateDirectory(host.Paths.Pause);
        foreach (var verb in new[] { new[] { "pause", "--for", "2h", "--reason", "x" }, ["resume"] })
        {
            var run = await RunAsync(verb);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains("/var/lib/hs-trainer/.pause.json", run.Error);
        }
    }

    [Fact]
    public async Task Somebody_who_is_not_root_is_told_to_use_sudo()
    {
        Assert.SkipUnless(Libc.geteuid() == 0 && File.Exists("/usr/bin/setpriv"), "needs root, to become somebody else by setpriv(1)");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HS_TRAINER_AGENT_BINARY") is { Length: > 0 } || AgentProcess.Binary.StartsWith("/tmp", StringComparison.Ordinal) || CanBeRunByAll(), "the program lies where only root may go");
        Directory.CreateDirectory(Path.GetDirectoryName(host.Paths.Pause)!);
        File.SetUnixFileMode(host.Root, (UnixFileMode)0b111_101_101);
        var start = As(["--reuid=65534", "--regid=65534", "--clear-groups", AgentProcess.Binary, "pause", "--for", "2h", "--reason", "x", "--root", host.Root]);
        start.FileName = "/usr/bin/setpriv";
        var run = await AgentProcess.RunAsync(start);
        Assert.Equal((3, true), (run.ExitCode, run.Error.Contains("sudo hs-trainer-agent pause")));
    }

    private static bool CanBeRunByAll()
    {
        for (var folder = Path.GetDirectoryName(AgentProcess.Binary); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
        {
            if ((File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) == 0)
                return false;
        }
        // The runtime may lie in root's own folder.
        return (File.GetUnixFileMode("/root") & UnixFileMode.OtherExecute) != 0 || !Path.GetFullPath(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory()).StartsWith("/root/", StringComparison.Ordinal);
    }
}
