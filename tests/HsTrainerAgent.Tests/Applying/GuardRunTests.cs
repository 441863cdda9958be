using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>Real guards: what each comes to, and that nothing of it is left.</summary>
public sealed class GuardRunTests : IDisposable
{
    private const string Token = "187d88d6s63929cd0ad98", Program = "/usr/bin/idle";

    private readonly TrainerHost host = new();
    private readonly CancellationTokenSource stop = new();
    private TimeSpan timeout = TimeSpan.FromMinutes(2);
    private string[] command = [Program];

    public void Dispose()
    {
        stop.Dispose();
        host.Dispose();
    }

    private string Path => host.In("usr/bin/idle");

    private Task<GuardAnswer> AskAsync(string body, ApplyReason? reason = ApplyReason.SettingsChanged)
    {
        host.WriteProgram("usr/bin/idle", body);
        return AskAsync(reason);
    }

    private Task<GuardAnswer> AskAsync(ApplyReason? reason = ApplyReason.SettingsChanged)
    {
        var trainer = new TrainerSettings { Name = "t", Bundle = TrainerHost.Bundle, Version = TrainerHost.Version };
        var settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret(Token) },
            Trainers = [trainer],
            Apply = new() { Guard = command, GuardTimeout = timeout },
        };
        host.WriteSettings("{}");
        return new GuardRun(host.Paths, host.SettingsFile, settings, trainer, reason, TimeProvider.System, ownsProcess: false).AskAsync(stop.Token);
    }

    private bool IsAlive(string pidFile) => ProcessTable.Find(int.Parse(File.ReadAllText(host.In(pidFile)))) is { IsAlive: true };

    [Fact]
    public async Task Exit_code_0_lets_the_rerun_pass_whatever_it_says()
    {
        var answer = await AskAsync("echo one; echo 'no job runs'; echo; exit 0");

        Assert.Equal((null, 0, "no job runs"), (answer.No, answer.ExitCode, answer.LastLine));
    }

    [Theory]
    [InlineData("echo looking; echo 'job 17 runs since 14:02'; exit 1", "job 17 runs since 14:02")]
    [InlineData("echo 'job 17 runs' >&2; exit 3", "job 17 runs")]
    [InlineData("printf 'job 17\n\n  \t\n\n'; exit 1", "job 17")]
    [InlineData("printf 'earlier\njob 17 without an end'; exit 1", "job 17 without an end")]
    [InlineData("exit 7", "it ended with exit code 7 and said nothing")]
    [InlineData("echo 'about to die'; kill -9 $$", "it was ended by signal 9: about to die")]
    [InlineData("printf 'bad \\xff\\xfe byte, \\x1b[31mred\\x07\\u202e'; exit 1", "bad \ufffd\ufffd byte, \\x1b[31mred\\x07\\u202e")]
    [InlineData("head -c 3000 /dev/zero; exit 1", "it ended with exit code 1 and said nothing")]
    public async Task Anything_else_holds_it_with_the_last_line(string body, string why) => Assert.Equal(why, (await AskAsync(body)).No);

    [Fact]
    public async Task A_line_that_nobody_would_read_to_its_end_is_cut()
    {
        var answer = await AskAsync("head -c 300000 /dev/zero | tr '\\0' x; exit 1");

        Assert.Equal(new string('x', 200) + "…", answer.No);
    }

    [Fact]
    public async Task Of_a_flood_of_output_the_last_line_counts()
    {
        var answer = await AskAsync("yes 'a line of no interest' | head -c 100000000; echo; echo 'job 17 runs'; exit 1");

        Assert.Equal("job 17 runs", answer.No);
    }

    [Theory]
    [InlineData("echo 'asked with " + Token + " twice " + Token + "'")]
    [InlineData("printf 'asked with 187d88d6s63'; sleep 0.3; echo 929cd0ad98")]
    [InlineData("echo asked with $(printf %s " + Token + " | base64)")]
    [InlineData("for i in $(seq 3000); do printf %s " + Token + "; done; echo")]
    public async Task The_token_is_replaced_also_by_a_guard_that_knows_it(string body)
    {
        var answer = await AskAsync(body + "; exit 1");
        answer.Write(host.Paths.GuardAnswer("t"));

        Assert.Contains("***", answer.No);
        Assert.DoesNotContain("187d", answer.No);
        Assert.DoesNotContain("187d", File.ReadAllText(host.Paths.GuardAnswer("t")));
    }

    [Fact]
    public async Task A_guard_that_hangs_is_ended_with_all_it_started_at_its_deadline()
    {
        timeout = TimeSpan.FromSeconds(8);
        var since = Stopwatch.StartNew();

        var answer = await AskAsync($"""
            cd {host.Root}; echo asking the scheduler; trap '' TERM
            setsid bash -c 'trap "" TERM; echo $BASHPID > one; sleep 300 & echo $! > two; wait' &
            echo $$ > three; sleep 300
            sleep 300
            """);

        Assert.Equal("no answer within 8s (apply.guardTimeout): asking the scheduler", answer.No);
        Assert.Null(answer.ExitCode);
        Assert.InRange(since.Elapsed.TotalSeconds, 8, 100);
        Assert.All(["one", "two", "three"], pid => Assert.False(IsAlive(pid), pid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_child_that_keeps_the_output_open_delays_nothing_and_is_ended(int exit)
    {
        var since = Stopwatch.StartNew();

        var answer = await AskAsync($"cd {host.Root}; sleep 300 & echo $! > child; echo done; exit {exit}");

        Assert.Equal(exit == 0 ? null : "done", answer.No);
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 100);
        Assert.False(IsAlive("child"));
    }

    [Fact]
    public async Task Called_off_it_is_ended_and_leaves_no_answer()
    {
        var asked = AskAsync($"cd {host.Root}; echo $$ > pid; sleep 300");
        for (var since = Stopwatch.StartNew(); !File.Exists(host.In("pid")) || File.ReadAllText(host.In("pid")).Length == 0; await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "the guard did not start");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.False(IsAlive("pid"));
    }

    [Fact]
    public async Task It_is_given_what_it_needs_to_know_and_not_the_token()
    {
        await AskAsync($"env > {host.Root}/env; tr '\\0' ' ' < /proc/$$/cmdline > {host.Root}/cmdline; [ ! -t 0 ] && read -r line; echo \"$PWD\" > {host.Root}/pwd");

        var environment = File.ReadAllLines(host.In("env"));
        Assert.Contains("HS_TRAINER=t", environment);
        Assert.Contains("HS_BUNDLE=" + TrainerHost.Bundle, environment);
        Assert.Contains("HS_APPLY_REASON=settings-changed", environment);
        Assert.DoesNotContain(environment, line => line.StartsWith("NOTIFY_SOCKET=") || line.StartsWith("INVOCATION_ID=") || line.Contains(Token));
        Assert.DoesNotContain(Token, File.ReadAllText(host.In("cmdline")));
        Assert.Equal(host.Root, File.ReadAllText(host.In("pwd")).Trim());
    }

    [Theory]
    [InlineData(nameof(ApplyReason.FirstStart), "first-start")]
    [InlineData(nameof(ApplyReason.NotStartedSinceBoot), "not-started-since-boot")]
    [InlineData(null, "")]
    public async Task It_is_told_why_the_trainer_is_to_be_run_again(string? reason, string word) =>
        Assert.Equal(word, (await AskAsync("echo \"${HS_APPLY_REASON?}\"", reason is null ? null : Enum.Parse<ApplyReason>(reason))).LastLine ?? "");

    [Fact]
    public async Task Its_words_reach_it_as_they_are_written()
    {
        command = [Program, "a b", "$HOME", "*"];

        Assert.Equal("a b|$HOME|*", (await AskAsync("IFS='|'; echo \"$*\"")).LastLine);
    }

    [Fact]
    public async Task One_that_is_missing_or_cannot_be_executed_holds_with_the_cure()
    {
        Assert.Equal("/usr/bin/idle is missing: put it there, or correct apply.guard", (await AskAsync()).No);
        File.WriteAllText(Path, "#!/bin/bash\nexit 0\n");
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_100_100);
        Assert.Equal("/usr/bin/idle may not be executed: chmod +x /usr/bin/idle", (await AskAsync()).No);
        File.WriteAllText(Path, "no program\n");
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
        Assert.Equal($"hs-trainer-agent: nothing was started: {Path}: Exec format error", (await AskAsync()).No);
        command = ["/usr/bin"];
        Assert.Equal("/usr/bin is a folder: correct apply.guard", (await AskAsync()).No);
    }

    [Fact]
    public async Task One_that_others_may_write_or_replace_is_not_run()
    {
        await AskAsync("exit 0");
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_111);
        Assert.Equal("/usr/bin/idle can be written by everybody: chown root /usr/bin/idle && chmod go-w /usr/bin/idle", (await AskAsync()).No);
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(host.In("usr/bin"), (UnixFileMode)0b111_111_111);
        Assert.Equal("/usr/bin/idle can be replaced, because /usr/bin can be written by everybody: chown root /usr/bin && chmod go-w /usr/bin", (await AskAsync()).No);
    }
}
