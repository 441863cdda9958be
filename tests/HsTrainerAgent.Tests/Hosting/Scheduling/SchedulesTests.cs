using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Tests.Hosting.Scheduling;

public sealed class SchedulesTests
{
    private const string EverySecond = """, "schedules": { "storage": "1s", "api": "1h" }""";

    [Fact]
    public async Task A_check_runs_once_at_the_start_and_then_on_its_schedule()
    {
        var storage = new FakeCheck("storage", true, (_, _) => { });
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = await WithSchedules(EverySecond).StartAsync(storage, api);
        await agent.Until(() => storage.Looks >= 1 && api.Looks == 1, 3);
        await Task.Delay(4200);
        Assert.InRange(storage.Looks, 4, 6);
        Assert.Equal(1, api.Looks);
    }

    [Fact]
    public async Task A_cron_schedule_fires()
    {
        var storage = new FakeCheck("storage", true, (_, _) => { });
        await using var agent = await WithSchedules(""", "schedules": { "storage": "0/2 * * * * ?" }""").StartAsync(storage);
        await agent.Until(() => storage.Looks >= 3, 10);
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
        await using var agent = await WithSchedules(EverySecond).StartAsync(storage);
        for (var i = 0; i < 20; i++)
        {
            agent.Reload();
            await Task.Delay(150);
        }
        Assert.InRange(storage.Looks, 2, 6);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Changed_settings_and_a_reload_run_every_check_at_once()
    {
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = await WithSchedules(EverySecond).StartAsync(api);
        await agent.Until(() => api.Looks == 1);
        agent.Reload();
        await agent.Until(() => api.Looks == 2, 2);
        File.WriteAllText(agent.Settings, RunningAgent.Json(url: "https://b.internal", more: EverySecond));
        await agent.Until(() => api.Looks == 3, 3);
    }

    [Fact]
    public async Task A_new_schedule_replaces_the_old_one()
    {
        var storage = new FakeCheck("storage", true, (_, _) => { });
        await using var agent = await WithSchedules(EverySecond).StartAsync(storage);
        await agent.Until(() => storage.Looks >= 2);
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: """, "schedules": { "storage": "1h" }"""));
        await agent.Until(() => agent.Current.Now.Epoch == 2);
        await Task.Delay(500);
        var looks = storage.Looks;
        await Task.Delay(2500);
        Assert.Equal(looks, storage.Looks);
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
        Assert.Equal(CheckStatus.Drift, agent.Outcomes.Latest("storage", "32.0.3")!.Status);
        Volatile.Write(ref drifted, false);
        await agent.UntilTold("cleared");
        Assert.StartsWith("/mnt/hs/media: as it should be, after ", agent.Told("cleared")[0]);
        await agent.Until(() => Volatile.Read(ref heard) >= 2);
        Assert.Single(agent.Told("opened"));
    }

    [Fact]
    public async Task A_check_that_hangs_goes_blind_holds_up_nothing_and_the_daemon_still_stops_in_time()
    {
        using var never = new ManualResetEventSlim();
        var hung = new FakeCheck("storage", true, (_, _) => never.Wait(CancellationToken.None));
        var api = new FakeCheck("api", false, (_, _) => { });
        await using var agent = await WithSchedules(""", "schedules": { "storage": "1s", "api": "1s" }""").StartAsync(hung, api);
        await agent.UntilTold("blind");
        Assert.Equal("storage of 32.0.3: no answer within 1 s", Assert.Single(agent.Told("blind")));
        await agent.Until(() => api.Looks >= 3);
        Assert.InRange((await agent.StopAsync()).TotalSeconds, 0, 2);
        Assert.Equal(1, hung.Looks);
        never.Set();
    }

    private static RunningAgent WithSchedules(string schedules)
    {
        var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: schedules));
        return agent;
    }
}
