using System.Diagnostics;
using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Tests.Hosting.Scheduling;

public sealed class SchedulesTests
{
    private const string EverySecond = """, "schedules": { "storage": "1s", "api": "1h" }""";

    [Fact]
    public Task A_check_runs_once_at_the_start_and_then_on_its_schedule() => Promised.WithinAsync(TimeSpan.FromSeconds(6), async () =>
    {
        var storage = new FakeCheck("storage", true, (_, _) => { });
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = WithSchedules(EverySecond);
        var begun = Stopwatch.GetTimestamp();
        await agent.StartAsync(storage, api);
        await agent.Until(() => storage.Looks >= 5 && api.Looks >= 1);
        var took = Stopwatch.GetElapsedTime(begun);
        // Not faster either: four times its interval.
        Assert.True(took > TimeSpan.FromSeconds(3.5), $"five looks in {took}");
        Assert.Equal(1, api.Looks);
        return took;
    });

    [Fact]
    public async Task A_cron_schedule_fires()
    {
        var storage = new FakeCheck("storage", true, (_, _) => { });
        await using var agent = await WithSchedules(""", "schedules": { "storage": "0/2 * * * * ?" }""").StartAsync(storage);
        await agent.Until(() => storage.Looks >= 3);
    }

    [Fact]
    public async Task A_check_that_takes_longer_than_its_interval_never_runs_twice_at_once()
    {
        var (running, most) = (0, 0);
        var storage = new FakeCheck("storage", true, (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.Sleep(900);
            Interlocked.Decrement(ref running);
        });
        await using var agent = WithSchedules(EverySecond);
        var begun = Stopwatch.GetTimestamp();
        await agent.StartAsync(storage);
        for (var i = 0; i < 20; i++)
        {
            agent.Reload();
            await Task.Delay(150);
        }
        await agent.Until(() => storage.Looks >= 2);
        Assert.InRange(storage.Looks, 2, 1 + (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds / 0.9));
        Assert.Equal(1, most);
    }

    [Fact]
    public Task Changed_settings_and_a_reload_run_every_check_at_once() => Promised.WithinAsync(TimeSpan.FromSeconds(2), async () =>
    {
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = await WithSchedules(EverySecond).StartAsync(api);
        await agent.Until(() => api.Looks == 1);
        var asked = Stopwatch.GetTimestamp();
        agent.Reload();
        await agent.Until(() => api.Looks == 2);
        var took = Stopwatch.GetElapsedTime(asked);
        File.WriteAllText(agent.Settings, RunningAgent.Json(url: "https://b.internal", more: EverySecond));
        await agent.Until(() => api.Looks == 3);
        return took;
    });

    [Fact]
    public async Task A_new_schedule_replaces_the_old_one()
    {
        var looksByTheNew = 0;
        var storage = new FakeCheck("storage", true, (context, _) =>
        {
            if (context.Settings.Schedules.Storage.Interval == TimeSpan.FromHours(1))
                Interlocked.Increment(ref looksByTheNew);
        });
        await using var agent = await WithSchedules(EverySecond).StartAsync(storage);
        await agent.Until(() => storage.Looks >= 2);
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: """, "schedules": { "storage": "1h" }"""));
        await agent.Until(() => Volatile.Read(ref looksByTheNew) >= 1);
        await Task.Delay(3500);
        // The one at once, and one that the old schedule had begun.
        Assert.InRange(Volatile.Read(ref looksByTheNew), 1, 2);
    }

    [Fact]
    public async Task Drift_is_told_when_it_opens_and_when_it_clears_and_others_hear_of_each_outcome()
    {
        var drifted = true;
        var storage = new FakeCheck("storage", true, (context, _) =>
        {
            if (Volatile.Read(ref drifted))
                context.Look.Found(FakeCheck.Owner.Found("/mnt/hs/media", "1000:1000", "0:0"));
        });
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: EverySecond));
        await agent.StartAsync(storage);
        var heard = 0;
        agent.Outcomes.Seen += _ => Interlocked.Increment(ref heard);
        await agent.UntilTold("opened");
        Assert.Equal("/mnt/hs/media: 0:0; should be: 1000:1000", agent.Told("opened")[0]);
        // It is told first, then published.
        await agent.Until(() => agent.Outcomes.Latest("storage", "32.0.3") is not null);
        Assert.Equal(CheckStatus.Drift, agent.Outcomes.Latest("storage", "32.0.3")!.Status);
        Volatile.Write(ref drifted, false);
        await agent.UntilTold("cleared");
        Assert.StartsWith("/mnt/hs/media: as it should be, after ", agent.Told("cleared")[0]);
        await agent.Until(() => Volatile.Read(ref heard) >= 2);
        Assert.Single(agent.Told("opened"));
    }

    [Fact]
    public Task A_check_that_hangs_goes_blind_holds_up_nothing_and_the_daemon_still_stops_in_time() => Promised.WithinAsync(TimeSpan.FromSeconds(2), async () =>
    {
        using var never = new ManualResetEventSlim();
        var hung = new FakeCheck("storage", true, (_, _) => never.Wait(CancellationToken.None));
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = WithSchedules(""", "schedules": { "storage": "1s", "api": "1s" }""");
        agent.CheckDeadline = TimeSpan.FromSeconds(1);
        await agent.StartAsync(hung, api);
        await agent.UntilTold("blind");
        Assert.Contains("storage of 32.0.3: no answer within 1 s", agent.Told("blind"));
        await agent.Until(() => api.Looks >= 3);
        Assert.Single(agent.Told("blind"), told => told.StartsWith("storage", StringComparison.Ordinal));
        var took = await agent.StopAsync();
        Assert.Equal(1, hung.Looks);
        never.Set();
        return took;
    });

    private static RunningAgent WithSchedules(string schedules)
    {
        var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: schedules));
        return agent;
    }
}
