using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>Histories of pauses, windows and waits over a clock that the test moves; each step is that of a daemon that has just been started.</summary>
public sealed class ApplierWaitsTests : IDisposable
{
    private const string Night = ", \"apply\": { \"windows\": [ { \"start\": \"0 0 22 * * ?\", \"for\": \"6h\" } ] }";
    private const string Splayed = ", \"apply\": { \"splay\": \"10m\" }";

    private readonly TrainerHost host = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly ITrainerUnits units = Substitute.For<ITrainerUnits>();
    private readonly List<ApplyEvent> told = [];
    private Action asked = () => { };
    private CheckOutcome api = new("api", null, CheckStatus.InSync, [], null, TimeSpan.Zero, null);
    private int runs;

    public ApplierWaitsTests()
    {
        clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        File.WriteAllText(host.In("etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
        units.RunAsync(default!, default!, default, default).ReturnsForAnyArgs(call =>
        {
            runs++;
            new AppliedRecord(call.Arg<Fingerprint>().Hex, clock.GetUtcNow(), AppliedMode.Detached, 0, Boot.Id, 1).Write(host.Paths.AppliedRecord(TrainerHost.Version));
            return Task.FromResult(new RunResult(null, null, false));
        });
        new AppliedRecord(new string('0', 64), clock.GetUtcNow(), AppliedMode.Detached, 0, Boot.Id, 1).Write(host.Paths.AppliedRecord(TrainerHost.Version));
    }

    public void Dispose() => host.Dispose();

    private void Save(string token, string more) => host.WriteSettings($$"""
        { "application": { "url": "https://abcd123.internal", "token": "{{token}}" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] {{more}} }
        """);

    private async Task<ApplyPlan> StepAsync(PlanAsk ask = PlanAsk.Nobody)
    {
        var settings = SettingsFile.Read(host.SettingsFile, host.Paths).Settings!;
        var preflight = new Preflight((_, _) =>
        {
            asked();
            return Task.FromResult(api);
        });
        return (await new Applier(host.Paths, host.SettingsFile, units, preflight, clock, told.Add)
            .StepAsync(settings, settings.Trainers[0], ask, CancellationToken.None)).Plan;
    }

    private void Pause(double minutes) => HsTrainerAgent.Applying.Pause.Begin(TimeSpan.FromMinutes(minutes), "training", "alice", clock).Write(host.Paths.Pause);

    private Attempts Kept => Attempts.Read(host.Paths.Attempts(TrainerHost.Version));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-{time}Z");

    [Fact]
    public async Task A_pause_holds_a_change_is_told_once_and_then_it_is_applied_once()
    {
        Save("one", "");
        Pause(60);
        for (var look = 0; look < 3; look++, clock.Advance(TimeSpan.FromMinutes(20)))
            Assert.Equal(new ApplyPlan.Paused(At("23T13:00"), "training", "alice"), await StepAsync());

        Assert.Equal(["paused by alice until 2026-11-23 13:00:00Z: training; the trainer keeps its earlier settings"], told.Select(one => one.Message));
        Assert.Equal("paused by alice until 2026-11-23 13:00:00Z: training", Kept.Held);
        await StepAsync();
        await StepAsync();
        Assert.Equal((1, (string?)null), (runs, Kept.Held));
    }

    [Fact]
    public async Task A_pause_that_begins_while_the_application_is_asked_still_holds()
    {
        Save("one", "");
        asked = () => Pause(60);
        Assert.IsType<ApplyPlan.Paused>(await StepAsync());
        Assert.Equal(0, runs);
        Assert.IsType<ApplyPlan.Apply>(await StepAsync(PlanAsk.OperatorForce));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_change_waits_for_the_window_also_when_an_operator_applies_and_force_does_not()
    {
        Save("one", Night);
        Assert.Equal(new ApplyPlan.Outside(At("23T22:00")), await StepAsync());
        Assert.Equal(new ApplyPlan.Outside(At("23T22:00")), await StepAsync(PlanAsk.Operator));
        clock.SetUtcNow(At("23T22:00"));
        Assert.IsType<ApplyPlan.Apply>(await StepAsync());
        Save("two", Night);
        clock.SetUtcNow(At("24T04:00"));
        Assert.IsType<ApplyPlan.Outside>(await StepAsync());
        Assert.IsType<ApplyPlan.Apply>(await StepAsync(PlanAsk.OperatorForce));
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_window_that_closes_while_the_application_is_asked_holds_until_the_next()
    {
        Save("one", Night);
        clock.SetUtcNow(At("24T03:59:59"));
        asked = () => clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new ApplyPlan.Outside(At("24T22:00")), await StepAsync());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_clock_that_jumps_over_a_window_holds_until_the_next()
    {
        Save("one", Night);
        await StepAsync();
        clock.AdjustTime(At("24T10:00"));
        Assert.Equal(new ApplyPlan.Outside(At("24T22:00")), await StepAsync());
        clock.SetUtcNow(At("24T22:00:01"));
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task The_wait_is_kept_across_restarts_and_counts_anew_with_new_settings()
    {
        Save("one", Splayed);
        var until = Assert.IsType<ApplyPlan.Splay>(await StepAsync()).Until;
        Assert.InRange(until - clock.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        clock.Advance((until - clock.GetUtcNow()) / 2);
        Assert.Equal(new ApplyPlan.Splay(until), await StepAsync());
        var before = clock.GetUtcNow();
        Save("two", Splayed);
        var anew = Assert.IsType<ApplyPlan.Splay>(await StepAsync()).Until;
        Assert.Equal(until - At("23T12:00"), anew - before);
        clock.SetUtcNow(anew);
        Assert.IsType<ApplyPlan.Apply>(await StepAsync());
        Assert.IsType<ApplyPlan.InSync>(await StepAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_in_the_wait_runs_nothing_and_says_so()
    {
        Save("one", "");
        await StepAsync();
        Save("two", Splayed);
        Assert.IsType<ApplyPlan.Splay>(await StepAsync());
        Save("one", Splayed);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<ApplyPlan.InSync>(await StepAsync());
        Assert.Equal((1, ApplyEventKind.Released), (runs, told[^1].Kind));
        // And once more: the wait that was taken back does not count for the next.
        Save("two", Splayed);
        Assert.IsType<ApplyPlan.Splay>(await StepAsync());
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-500)]
    public async Task A_clock_that_was_set_back_stretches_a_wait_by_no_more_than_itself(double hours)
    {
        Save("one", Splayed);
        await StepAsync();
        clock.AdjustTime(clock.GetUtcNow().AddHours(hours));
        var until = Assert.IsType<ApplyPlan.Splay>(await StepAsync()).Until;
        Assert.InRange(until - clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(10));
        clock.SetUtcNow(until);
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task What_the_application_rejects_is_told_at_once_and_the_wait_counts_from_when_it_accepts()
    {
        Save("one", Splayed);
        var accepts = api;
        api = accepts with { Status = CheckStatus.Unknown, Reason = "no resolver" };
        for (var minute = 0; minute < 20; minute++, clock.Advance(TimeSpan.FromMinutes(1)))
            Assert.IsType<ApplyPlan.Hold>(await StepAsync());
        api = accepts;
        Assert.InRange(Assert.IsType<ApplyPlan.Splay>(await StepAsync()).Until - clock.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_wait_that_the_window_cuts_off_goes_on_in_the_next_and_comes_to_its_end_there()
    {
        var more = ", \"apply\": { \"splay\": \"1h\", \"windows\": [ { \"start\": \"0 0 22 * * ?\", \"for\": \"30m\" } ] }";
        clock.SetUtcNow(At("23T22:29:59"));
        Save("one", more);
        Assert.IsType<ApplyPlan.Splay>(await StepAsync());
        clock.SetUtcNow(At("23T22:31"));
        Assert.Equal(new ApplyPlan.Outside(At("24T22:00")), await StepAsync());
        clock.SetUtcNow(At("24T22:00:02"));
        var until = Assert.IsType<ApplyPlan.Splay>(await StepAsync()).Until;
        Assert.InRange(until, At("24T22:00"), At("24T22:30"));
        clock.SetUtcNow(until);
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Manual_waits_for_an_operator_and_keeps_nothing_of_an_earlier_wait()
    {
        Save("one", "");
        Pause(60);
        await StepAsync();
        Save("one", ", \"apply\": { \"mode\": \"manual\" }");
        Assert.IsType<ApplyPlan.Manual>(await StepAsync());
        Assert.Equal((null, null), (Kept.Held, Kept.HeldSince));
        File.Delete(host.Paths.Pause);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.IsType<ApplyPlan.Manual>(await StepAsync());
        Assert.Equal(0, runs);
        await StepAsync(PlanAsk.Operator);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Giving_up_outlives_the_daemon_and_an_operators_success_ends_it()
    {
        Save("one", "");
        await StepAsync();
        File.Delete(host.Paths.AppliedRecord(TrainerHost.Version));
        Kept.Write(host.Paths.Attempts(TrainerHost.Version));
        var failed = Enumerable.Range(0, 8).Aggregate(Kept, (before, run) => before.Failed($"{run}", "exit 7", clock.GetUtcNow(), 0));
        failed.Write(host.Paths.Attempts(TrainerHost.Version));
        clock.Advance(TimeSpan.FromDays(2));
        // Each step is a daemon of its own.
        Assert.Equal(new ApplyPlan.GiveUp(8), await StepAsync());
        Assert.Equal(new ApplyPlan.GiveUp(8), await StepAsync());
        await StepAsync(PlanAsk.Operator);
        Assert.Equal((2, 0), (runs, Kept.Failures));
        Assert.IsType<ApplyPlan.InSync>(await StepAsync());
    }
}
