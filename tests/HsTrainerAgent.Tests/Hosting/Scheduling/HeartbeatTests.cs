using System.Collections.Concurrent;
using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Time.Testing;
using Quartz;

namespace HsTrainerAgent.Tests.Hosting.Scheduling;

/// <summary>The daemon in this process, with somebody who listens in systemd's place.</summary>
public sealed class HeartbeatTests : ISystemdNotifier
{
    private const string EverySecond = """, "schedules": { "storage": "1s", "api": "1s" }""";

    private readonly ConcurrentQueue<string> heard = new();

    bool ISystemdNotifier.IsEnabled => true;

    void ISystemdNotifier.Notify(ServiceState state) => heard.Enqueue(state.ToString());

    private int SignsOfLife => heard.Count(said => said == "WATCHDOG=1");

    [Fact]
    public async Task The_scheduler_feeds_the_watchdog_three_times_in_its_time()
    {
        await using var agent = await Watched().StartAsync();
        await agent.Until(() => SignsOfLife >= 1);
        var (before, since) = (SignsOfLife, Stopwatch.GetTimestamp());
        await agent.Until(() => SignsOfLife >= before + 8);
        // Not faster either; a beat takes 0.3 s.
        Assert.True(Stopwatch.GetElapsedTime(since).TotalSeconds >= 1.5);
    }

    [Fact]
    public async Task Nobody_who_does_not_watch_is_given_signs_of_life()
    {
        await using var agent = Watched();
        agent.Watchdog = null;
        await agent.StartAsync();
        await agent.Until(() => agent.Status is not null);
        await Task.Delay(1500);
        Assert.Equal(0, SignsOfLife);
        Assert.Equal(30, agent.Status!.Agent.HeartbeatSeconds);
    }

    [Fact]
    public async Task A_scheduler_that_stands_still_gives_no_sign_of_life()
    {
        await using var agent = await Watched().StartAsync();
        await agent.Until(() => SignsOfLife >= 2);
        var scheduler = await agent.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Standby();
        await Task.Delay(1000);
        var before = SignsOfLife;
        await Task.Delay(2000);
        Assert.Equal(before, SignsOfLife);
        await scheduler.Start();
        await agent.Until(() => SignsOfLife > before);
    }

    [Fact]
    public async Task A_clock_set_back_by_an_hour_stops_neither_the_signs_of_life_nor_the_checks()
    {
        var clock = new SteppedClock();
        var storage = new FakeCheck("storage", true, (_, _) => { });
        await using var agent = Watched();
        agent.More += services => services.AddSingleton<TimeProvider>(clock);
        await agent.StartAsync(storage);
        await agent.Until(() => storage.Looks >= 2 && SignsOfLife >= 2);
        clock.Offset = TimeSpan.FromHours(-1);
        var (looks, signs) = (storage.Looks, SignsOfLife);
        await agent.Until(() => SignsOfLife >= signs + 6 && storage.Looks >= looks + 3);
        clock.Offset = TimeSpan.FromHours(2);
        (looks, signs) = (storage.Looks, SignsOfLife);
        await agent.Until(() => SignsOfLife >= signs + 6 && storage.Looks >= looks + 2);
        clock.Offset = TimeSpan.FromHours(-30);
        (looks, signs) = (storage.Looks, SignsOfLife);
        await agent.Until(() => SignsOfLife >= signs + 6 && storage.Looks >= looks + 3);
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("* * * * * ?")]
    public async Task A_clock_set_forward_and_back_between_two_beats_does_not_stop_the_checks(string schedule)
    {
        var clock = new SteppedClock();
        var storage = new FakeCheck("storage", true, (_, _) => { });
        await using var agent = Watched();
        // A beat every 8 s.
        agent.Watchdog = TimeSpan.FromSeconds(24);
        await File.WriteAllTextAsync(agent.Settings, RunningAgent.Json(more: $$""", "schedules": { "storage": "{{schedule}}" }"""));
        agent.More += services => services.AddSingleton<TimeProvider>(clock);
        await agent.StartAsync(storage);
        await agent.Until(() => SignsOfLife >= 1 && storage.Looks >= 1);
        var (signs, looks) = (0, 0);
        // Once more where the machine stood still for so long that a beat came between.
        for (var tries = 0; tries < 3 && signs != SignsOfLife; tries++)
        {
            signs = SignsOfLife;
            await agent.Until(() => SignsOfLife > signs);
            (signs, looks) = (SignsOfLife, storage.Looks);
            clock.Offset = TimeSpan.FromHours(2);
            // Looked by the clock that is ahead, so that the next look is due by it too.
            await agent.Until(() => storage.Looks >= looks + 2);
            clock.Offset = TimeSpan.Zero;
        }
        Assert.Equal(signs, SignsOfLife);
        looks = storage.Looks;

        await agent.Until(() => storage.Looks >= looks + 3);
    }

    [Fact]
    public async Task A_look_that_hangs_is_a_finding_and_no_reason_to_end_the_daemon()
    {
        using var never = new ManualResetEventSlim();
        var hung = new FakeCheck("storage", true, (_, _) => never.Wait(CancellationToken.None));
        await using var agent = Watched();
        // After three times as long a round counts as stuck: far enough from the deadline for a machine that stands still.
        agent.CheckDeadline = TimeSpan.FromSeconds(2);
        await agent.StartAsync(hung);
        await agent.UntilTold("blind");
        await Task.Delay(6000);
        var signs = SignsOfLife;
        await agent.Until(() => SignsOfLife >= signs + 3);
        Assert.Empty(agent.Told("agent-stuck"));
        Assert.Contains("could not look: storage 32.0.3 (", agent.Status!.State);
        never.Set();
    }

    [Fact]
    public async Task A_round_that_outlasts_all_its_deadlines_is_told_and_ends_the_signs_of_life()
    {
        using var never = new ManualResetEventSlim();
        var hung = new FakeCheck("api", false, (_, _) => never.Wait(CancellationToken.None));
        await using var agent = Watched();
        agent.CheckDeadline = TimeSpan.FromSeconds(1);
        // A runner whose deadline never comes.
        agent.More += services => services.AddSingleton(new CheckRunner(new HostPaths(agent.Folder), new FakeTimeProvider(), TimeSpan.FromSeconds(1)));
        await agent.StartAsync(hung);
        await agent.UntilTold("agent-stuck");
        Assert.StartsWith("a round of the api check does not come to an end", Assert.Single(agent.Told("agent-stuck")));
        var before = SignsOfLife;
        await agent.Until(() => agent.Status!.State.StartsWith("stuck: "));
        await Task.Delay(1500);
        Assert.Equal((before, 3), (SignsOfLife, agent.Status!.ExitCode));
        Assert.Single(agent.Told("agent-stuck"));
        never.Set();
        await agent.Until(() => SignsOfLife > before);
    }

    [Fact]
    public async Task A_round_that_may_take_an_hour_is_not_stuck_beyond_its_deadlines()
    {
        using var never = new ManualResetEventSlim();
        var scan = new FakeCheck("selinux", true, (_, _) => never.Wait(CancellationToken.None)) { Patience = TimeSpan.FromHours(1) };
        await using var agent = Watched();
        agent.CheckDeadline = TimeSpan.FromSeconds(1);
        agent.More += services => services.AddSingleton(new CheckRunner(new HostPaths(agent.Folder), new FakeTimeProvider(), TimeSpan.FromSeconds(1)));
        await agent.StartAsync(scan);
        await agent.Until(() => scan.Looks == 1);
        await Task.Delay(5000);
        var signs = SignsOfLife;
        await agent.Until(() => SignsOfLife >= signs + 2);
        Assert.Empty(agent.Told("agent-stuck"));
        never.Set();
    }

    private RunningAgent Watched()
    {
        var agent = new RunningAgent { Watchdog = TimeSpan.FromSeconds(0.9) };
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: EverySecond));
        agent.More += services => services.AddSingleton<ISystemdNotifier>(this);
        return agent;
    }
}
