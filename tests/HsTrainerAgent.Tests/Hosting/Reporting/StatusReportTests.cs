using System.Diagnostics;
using System.Text.Json.Nodes;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Hosting.Reporting;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.DependencyInjection;

namespace HsTrainerAgent.Tests.Hosting.Reporting;

/// <summary>What the daemon leaves in its status file.</summary>
public sealed class StatusReportTests
{
    private const string EverySecond = """, "schedules": { "storage": "1s" }""";

    private bool drifted = true;

    private static string File_(RunningAgent agent) => new HostPaths(agent.Folder).Status;

    private FakeCheck Storage() => new("storage", true, (context, _) =>
    {
        if (Volatile.Read(ref drifted))
            context.Look.Found(FakeCheck.Owner.Found("/mnt/hs/media", "1000:1000", "0:0"));
    });

    [Fact]
    public async Task It_follows_what_is_found()
    {
        await using var agent = await WithSchedules(EverySecond).StartAsync(Storage());
        await agent.Until(() => agent.Status?.Findings.Any() == true);
        var report = agent.Status!;
        Assert.Equal(("drift", 2, "1 error · storage.media-owner /mnt/hs/media"), (report.Status, report.ExitCode, report.State));
        Assert.Equal(("loaded", "https://a.internal", agent.Settings[agent.Folder.Length..]), (report.Settings.State, report.Settings.Url, report.Settings.File));
        Assert.Equal(("32.0.3", "unknown", 12), (report.Trainers.Single().Name, report.Trainers.Single().State, report.Trainers.Single().Fingerprint!.Length));
        Assert.Equal((Environment.ProcessId, ProcessTable.Find(Environment.ProcessId)!.Value.Start), (report.Agent.Pid, report.Agent.ProcessStart));
        // Not between the moment it is due and its look.
        await agent.Until(() => agent.Status!.Checks.Single(check => check.Name == "storage") is { At: { } at, NextAt: { } next } && next >= at && next <= at.AddSeconds(3));

        Volatile.Write(ref drifted, false);
        await agent.Until(() => agent.Status!.State.StartsWith("in sync · 1 trainer", StringComparison.Ordinal));
        Assert.Equal(("in-sync", 0), (agent.Status!.Status, agent.Status.ExitCode));
    }

    [Fact]
    public async Task How_often_a_check_has_looked_is_counted_also_across_a_change_of_the_settings()
    {
        await using var agent = await WithSchedules(EverySecond).StartAsync(Storage());
        await agent.Until(() => Looks() >= 2);
        var before = Looks();
        File.WriteAllText(agent.Settings, RunningAgent.Json("https://b.internal", more: EverySecond));
        await agent.UntilTold("settings-loaded", times: 2);
        await agent.Until(() => agent.Status!.Settings.Url == "https://b.internal" && Looks() > before);

        long Looks() => agent.Status?.Checks.SingleOrDefault(check => check.Name == "storage")?.Looks ?? 0;
    }

    [Fact]
    public async Task A_finding_keeps_its_age_when_the_daemon_starts_anew()
    {
        await using var agent = await WithSchedules("").StartAsync(Storage());
        await agent.Until(() => agent.Status?.Findings.Any() == true);
        var since = agent.Status!.Findings.Single().Since;
        // As if it had been open for three hours.
        var earlier = since.AddHours(-3);
        await agent.StopAsync();
        File.WriteAllText(File_(agent), File.ReadAllText(File_(agent)).Replace($"\"since\": \"{since.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z\"", $"\"since\": \"{earlier.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z\""));
        await agent.RestartAsync(Storage());
        await agent.UntilTold("opened", times: 2);
        Assert.Equal("/mnt/hs/media: 0:0; should be: 1000:1000, since 3 h", agent.Told("opened")[1]);
        await agent.Until(() => agent.Status!.Findings.Any(finding => finding.Since == earlier));
    }

    [Fact]
    public async Task Nothing_is_written_any_more_once_the_daemon_has_stopped()
    {
        await using var agent = await WithSchedules("").StartAsync(Storage());
        await agent.Until(() => agent.Status is not null);
        await agent.StopAsync();
        File.Delete(File_(agent));

        await agent.Services.GetRequiredService<StatusWriter>().WriteAsync(TestContext.Current.CancellationToken);

        Assert.False(File.Exists(File_(agent)));
    }

    [Fact]
    public async Task A_damaged_file_of_an_earlier_daemon_is_ignored()
    {
        await using var agent = WithSchedules("");
        Directory.CreateDirectory(Path.GetDirectoryName(File_(agent))!);
        File.WriteAllText(File_(agent), "{ \"host\": ");
        await agent.StartAsync(Storage());
        await agent.UntilTold("opened");
        Assert.EndsWith("should be: 1000:1000", agent.Told("opened")[0]);
        await agent.Until(() => agent.Status is not null);
    }

    [Fact]
    public Task It_is_rewritten_about_once_a_second_however_much_happens() => Promised.WithinAsync(TimeSpan.FromSeconds(4), async () =>
    {
        await using var agent = await WithSchedules(EverySecond).StartAsync(Storage());
        await agent.Until(() => agent.Status is not null);
        var (writes, since) = (new HashSet<ulong>(), Stopwatch.GetTimestamp());
        // What is there, and three more.
        await agent.Until(() =>
        {
            agent.Outcomes.Publish(new CheckOutcome("storage", "32.0.3", CheckStatus.InSync, [], null, TimeSpan.Zero, null));
            if (RegularFile.Look(File_(agent), out _, out var stamp))
                writes.Add(stamp.Inode ^ (ulong)stamp.Changed);
            return writes.Count >= 4;
        });
        var took = Stopwatch.GetElapsedTime(since);
        Assert.True(took > TimeSpan.FromSeconds(1.8), $"three writes in {took}");
        return took;
    });

    [Fact]
    public async Task Not_configured_and_invalid_settings_are_told_with_their_errors()
    {
        await using var agent = new RunningAgent();
        File.Delete(agent.Settings);
        await agent.StartAsync();
        await agent.Until(() => agent.Status?.State == "not configured: no /etc/agent.json");
        Assert.Equal(("not-configured", "unknown", 3), (agent.Status!.Settings.State, agent.Status.Status, agent.Status.ExitCode));

        File.WriteAllText(agent.Settings, RunningAgent.Json());
        await agent.Until(() => agent.Status!.Settings.State == "loaded");
        File.WriteAllText(agent.Settings, """{ "application": { "url": "ftp://x", "tokn": 1 }, "trainers": [] }""");
        await agent.Until(() => agent.Status!.Settings.State == "invalid");
        Assert.StartsWith("settings invalid, the last good are in force · ", agent.Status!.State);
        Assert.InRange(agent.Status.Settings.Errors.Count, 3, 9);
        Assert.Equal(("https://a.internal", 2), (agent.Status.Settings.Url, agent.Status.ExitCode));
        Assert.Contains(agent.Status.Findings, finding => finding.Code == "settings.invalid");
    }

    [Fact]
    public async Task A_finding_is_told_together_with_the_look_that_found_it()
    {
        await using var agent = await WithSchedules("").StartAsync(Storage());
        await agent.Until(() => agent.Outcomes.Latest("storage", "32.0.3") is not null);
        var (keeper, survey) = (agent.Services.GetRequiredService<LedgerKeeper>(), agent.Services.GetRequiredService<StatusSurvey>());
        void Look(int number) => keeper.Enter(
            new CheckOutcome("storage", "32.0.3", CheckStatus.Drift, [FakeCheck.Owner.Found("/mnt/hs", "1000:1000", $"{number}")], null, TimeSpan.FromMilliseconds(number), null), agent.Current.Now.Epoch);
        Look(1);
        using var enough = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            for (var number = 2; !enough.IsCancellationRequested; number++)
            {
                Look(number);
                Thread.Yield();
            }
        });
        try
        {
            for (var report = 0; report < 500; report++)
            {
                var check = (await survey.TakeAsync(TestContext.Current.CancellationToken)).Checks.Single(check => check.Name == "storage");
                Assert.Equal($"{check.ElapsedMs}", check.Findings.Single().Observed);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await looking;
        }
    }

    [Fact]
    public async Task What_could_not_be_seen_this_time_is_still_known()
    {
        var blind = false;
        var storage = new FakeCheck("storage", true, (context, _) =>
        {
            if (Volatile.Read(ref blind))
                context.Look.CouldNotLook("/mnt/hs: Permission denied");
            else
                context.Look.Found(FakeCheck.Owner.Found("/mnt/hs/media", "1000:1000", "0:0"));
        });
        await using var agent = await WithSchedules(EverySecond).StartAsync(storage);
        await agent.Until(() => agent.Status?.Findings.Any() == true);
        Volatile.Write(ref blind, true);
        await agent.Until(() => agent.Status!.Checks[0].Reason == "/mnt/hs: Permission denied");
        Assert.Equal(("drift", 2, 1), (agent.Status!.Checks[0].Status, agent.Status.ExitCode, agent.Status.Checks[0].Findings.Count));
    }

    [Fact]
    public async Task The_token_is_nowhere_in_it()
    {
        var leaky = new FakeCheck("storage", true, (context, _) =>
        {
            context.Look.Found(FakeCheck.Owner.FoundWithFix($"/mnt/{RunningAgent.Token}", RunningAgent.Token, $"got {RunningAgent.Token}", $"echo {RunningAgent.Token}"));
            context.Look.CouldNotLook($"blind: {RunningAgent.Token}");
            context.Look.Fact("answer", new JsonObject { ["echo"] = new JsonArray(RunningAgent.Token, 1), ["plain"] = true });
        });
        await using var agent = await WithSchedules("").StartAsync(leaky);
        await agent.Until(() => agent.Status?.Findings.Any() == true);
        var text = File.ReadAllText(File_(agent));
        Assert.DoesNotContain(RunningAgent.Token, text);
        Assert.Contains("/mnt/***", text);
        Assert.Contains("blind: ***", text);
        Assert.Equal("""{"echo":["***",1],"plain":true}""", agent.Status!.Checks[0].Facts!["answer"]!.ToJsonString());
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told_once()
    {
        await using var agent = WithSchedules(EverySecond);
        File.WriteAllText(agent.In("run"), "in the way");
        await agent.StartAsync(Storage());
        await agent.UntilTold("status-unwritable");
        await Task.Delay(2500);
        Assert.Contains("/run/hs-trainer-agent/status.json cannot be written", Assert.Single(agent.Told("status-unwritable")));
    }

    private static RunningAgent WithSchedules(string schedules)
    {
        var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: schedules));
        return agent;
    }
}
