using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Tests.Ledger;

namespace HsTrainerAgent.Tests.Cli;

/// <summary>What <c>status</c> shows of a daemon that runs, hangs, or is not there, by the real program.</summary>
[Trait("Runs", "Binary")]
public sealed class StatusTests : IDisposable
{
    private readonly FixtureHost host = FixtureHost.WithoutMedia();
    private readonly List<Process> started = [];

    private string Report => new HostPaths(host.Root).Status;

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        host.Dispose();
    }

    [Fact]
    public async Task It_shows_what_the_running_daemon_found_and_ends_like_check()
    {
        await RunningAsync();

        var text = await StatusAsync();
        var json = await StatusAsync("--output", "json");

        Assert.Equal((2, ""), (text.ExitCode, text.Error));
        Assert.Contains("error storage.media-missing", text.Output);
        Assert.Contains("mkdir -p /mnt/hs/trainer_media && chown 1000:1000 /mnt/hs/trainer_media", text.Output);
        var report = JsonNode.Parse(json.Output)!;
        Assert.Equal(report["state"]!.GetValue<string>(), text.Output.Split('\n')[0]);
        Assert.Equal(("drift", 2), (report["status"]!.GetValue<string>(), report["exitCode"]!.GetValue<int>()));
        Assert.DoesNotContain(FixtureHost.Token, text.Output + json.Output + File.ReadAllText(Report));
        Assert.Equal(2, json.ExitCode);
    }

    [Fact]
    public async Task It_needs_no_settings()
    {
        await RunningAsync();
        File.Delete(host.SettingsFile);

        Assert.Contains("storage.media-missing", (await StatusAsync()).Output);
    }

    [Fact]
    public async Task Without_a_daemon_it_says_so_and_where_to_look()
    {
        Assert.Equal(new AgentRun(3, "", "hs-trainer-agent: the daemon is not running\nLook why: systemctl status hs-trainer-agent\n"), await StatusAsync());
        Assert.Equal(new AgentRun(3, "", "hs-trainer-agent: the daemon is not running\nLook why: systemctl status hs-trainer-agent\n"), await StatusAsync("--output", "json"));
    }

    [Fact]
    public async Task A_daemon_that_was_killed_is_not_running_although_its_report_is_there()
    {
        var daemon = await RunningAsync();
        daemon.Kill();
        await daemon.WaitForExitAsync();

        var run = await StatusAsync();

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^hs-trainer-agent: the daemon is not running; its last report is of \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\nLook why: ", run.Error);
    }

    [Fact]
    public async Task A_report_that_was_not_renewed_for_three_heartbeats_is_old()
    {
        var daemon = await RunningAsync();
        Signal(daemon.Id, "STOP");
        var whole = StatusFile.Read(Report, out _)!;
        // As a daemon leaves it that has hung for two minutes.
        var before = whole with { At = whole.At.AddMinutes(-2), Agent = whole.Agent with { MonotonicSeconds = whole.Agent.MonotonicSeconds - 120 } };
        StatusFile.Write(Report, before);

        var text = await StatusAsync();
        var json = await StatusAsync("--output", "json");

        Assert.Equal((3, 3), (text.ExitCode, json.ExitCode));
        Assert.StartsWith($"hs-trainer-agent: the daemon (process {whole.Agent.Pid}) hangs: no word since {before.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, for 2 min; ", text.Error);
        Assert.StartsWith("hangs since ", text.Output);
        Assert.Contains("storage.media-missing", text.Output);
        Assert.Equal("unknown", JsonNode.Parse(json.Output)!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_daemon_that_runs_and_left_no_report_is_not_said_to_be_gone()
    {
        var daemon = await RunningAsync();
        Signal(daemon.Id, "STOP");
        File.WriteAllText(Report, "{ damaged");

        var run = await StatusAsync();

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"hs-trainer-agent: the daemon (process {daemon.Id}) runs and has left no report that can be read in {Report}\n", run.Error);
    }

    [Fact]
    public async Task Another_process_that_has_the_pid_now_is_not_the_daemon()
    {
        var report = Reports.InSync(DateTimeOffset.Parse("2026-11-22T16:01:40Z"));
        StatusFile.Write(Report, report with { Agent = report.Agent with { Pid = Environment.ProcessId, ProcessStart = 1 } });

        Assert.StartsWith("hs-trainer-agent: the daemon is not running; its last report is of 2026-11-22 16:01:40Z\n", (await StatusAsync()).Error);
    }

    [Fact]
    public async Task Who_may_not_read_the_report_is_told_to_use_sudo()
    {
        await RunningAsync();
        File.SetUnixFileMode(host.Root, (UnixFileMode)0b111_101_101);
        var start = AgentProcess.StartInfo(["--reuid=65534", "--regid=65534", "--clear-groups", AgentProcess.Binary, "status", "--root", host.Root]);
        start.FileName = "/usr/bin/setpriv";
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists(start.FileName), "it takes root and setpriv(1) to become somebody else");

        var run = await AgentProcess.RunAsync(start);

        Assert.Equal(new AgentRun(3, "", $"hs-trainer-agent: {Report} may not be read by this user\nOnly root and the group hs-trainer-agent may: use sudo\n"), run);
    }

    [Fact]
    public async Task An_unconfigured_daemon_is_exit_3_with_what_to_do()
    {
        File.Delete(host.SettingsFile);
        await RunningAsync("not-configured");

        var run = await StatusAsync();

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("not configured: no /etc/hs-trainer-agent.json\n", run.Output);
        Assert.Contains("write one with: sudo hs-trainer-agent settings init\n", run.Output);
    }

    private Task<AgentRun> StatusAsync(params string[] arguments) => AgentProcess.RunAsync(["status", "--root", host.Root, .. arguments]);

    /// <summary>A daemon that has looked at everything.</summary>
    private async Task<Process> RunningAsync(string settings = "loaded")
    {
        var daemon = AgentProcess.Start("run", "--root", host.Root);
        started.Add(daemon);
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (StatusFile.Read(Report, out _) is { } report && report.Settings.State == settings
                && report.Checks.All(check => check.At is not null) && report.Trainers.All(trainer => trainer.State != "unknown")
                // The check that follows the first plan comes a moment after it.
                && (report.Trainers.All(trainer => trainer.State != "held") || report.Findings.Any(finding => finding.Code == "trainer.apply-held")))
                return daemon;
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "the daemon wrote no whole report");
        }
    }

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
