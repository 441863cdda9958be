using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>What the applier makes of the answers that a unit can give.</summary>
public sealed class ApplierOverUnitsTests : IDisposable
{
    private static readonly UnitState Idle = new("hs-trainer@32.0.3.service", "loaded", "inactive", "dead", "success", 0, "", false);

    private readonly TrainerHost host = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));
    private readonly ITrainerUnits units = Substitute.For<ITrainerUnits>();
    private readonly List<ApplyEvent> told = [];
    private readonly Applier applier;
    private Action asked = () => { };
    private UnitState unit = Idle;
    private int runs;
    private bool settles;
    private RunResult result = new("run", null, false);

    public ApplierOverUnitsTests()
    {
        units.RunsAs.Returns(Libc.geteuid());
        units.StateAsync(default!, default).ReturnsForAnyArgs(_ => unit);
        units.RunAsync(default!, default!, default, default).ReturnsForAnyArgs(_ =>
        {
            runs++;
            return result;
        });
        host.WriteSettings($$"""{ "application": { "url": "https://abcd123.internal", "token": "one" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] }""");
        applier = new Applier(host.Paths, host.SettingsFile, units, new Preflight((_, _) =>
        {
            asked();
            return Task.FromResult(new CheckOutcome("api", null, CheckStatus.InSync, [], null, TimeSpan.Zero, null));
        }), clock, told.Add)
        { Settles = _ => settles };
    }

    public void Dispose() => host.Dispose();

    private async Task<ApplyStep> StepAsync()
    {
        var settings = SettingsFile.Read(host.SettingsFile, host.Paths).Settings!;
        return await applier.StepAsync(settings, settings.Trainers[0], PlanAsk.Nobody, TestContext.Current.CancellationToken);
    }

    private Attempts Attempts => Attempts.Read(host.Paths.Attempts("32.0.3"));

    [Fact]
    public async Task Nothing_is_started_while_a_file_of_the_settings_is_being_changed()
    {
        settles = true;
        Assert.Equal(new ApplyPlan.WaitForRun(), (await StepAsync()).Plan);
        Assert.Equal(0, runs);
        settles = false;
        asked = () => settles = true;
        await StepAsync();
        Assert.Equal(0, runs);
        asked = () => settles = false;
        settles = false;
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Files_that_never_hold_still_are_told_as_what_holds_the_settings_up()
    {
        settles = true;
        await StepAsync();
        clock.Advance(TimeSpan.FromSeconds(34));
        Assert.Equal(new ApplyPlan.Hold("files of the settings keep changing: they have not held still for 3s (apply.settle)"), (await StepAsync()).Plan);
        settles = false;
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_unit_whose_processes_are_being_ended_is_not_in_sync_and_is_waited_for()
    {
        await StepAsync();
        new AppliedRecord(runs == 1 ? Attempts.StartedFingerprint! : "", clock.GetUtcNow(), AppliedMode.Detached, 0, "0123456789abcdef0123456789abcdef", 0).Write(host.Paths.AppliedRecord("32.0.3"));
        unit = Idle with { Active = "active", Invocation = "0123456789abcdef0123456789abcdef" };
        Assert.Equal(new ApplyPlan.InSync(), (await StepAsync()).Plan);
        unit = unit with { Active = "deactivating", Sub = "stop-sigterm", Result = "signal" };
        Assert.Equal(new ApplyPlan.WaitForRun(), (await StepAsync()).Plan);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_start_that_is_refused_again_and_again_is_told_once_and_is_no_failure()
    {
        result = new RunResult(null, "the broker cannot be asked: nobody listens", Refused: true);
        for (var minute = 0; minute < 3; minute++)
        {
            Assert.Equal(new ApplyPlan.Hold(result.Failure!), (await StepAsync()).Plan);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, runs);
        Assert.Equal([ApplyEventKind.Started, ApplyEventKind.Held], told.Select(one => one.Kind));
        Assert.Equal((0, new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero)), (Attempts.Failures, Attempts.HeldSince));
    }

    [Fact]
    public async Task A_masked_unit_is_held_and_nobody_is_asked_to_start_it()
    {
        unit = Idle with { Load = "masked" };

        Assert.Equal(new ApplyPlan.Hold("hs-trainer@32.0.3.service is masked: systemctl unmask hs-trainer@32.0.3.service"), (await StepAsync()).Plan);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_request_that_nobody_answered_and_that_came_to_nothing_is_held_with_its_reason()
    {
        result = new RunResult(null, "the broker went away without an answer", Refused: false) { Lost = true };

        Assert.Equal(new ApplyPlan.Hold(result.Failure!), (await StepAsync()).Plan);
    }

    [Fact]
    public async Task A_request_that_nobody_answered_and_that_was_heard_is_waited_for()
    {
        result = new RunResult(null, "the broker went away without an answer", Refused: false) { Lost = true };
        asked = () => unit = Idle with { Active = "activating" };

        Assert.IsType<ApplyPlan.WaitForRun>((await StepAsync()).Plan);
        Assert.DoesNotContain(told, one => one.Kind is ApplyEventKind.Held or ApplyEventKind.Failed);
    }

    [Fact]
    public async Task A_run_that_somebody_stopped_is_neither_a_failure_nor_tried_again()
    {
        result = new RunResult("run", "it was stopped", Refused: false) { Stopped = true };

        Assert.Equal(new ApplyPlan.Idle(NotStarted.Stopped), (await StepAsync()).Plan);
        Assert.Equal(0, Attempts.Failures);
        Assert.Equal([ApplyEventKind.Started, ApplyEventKind.Stopped], told.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_run_that_began_while_the_application_was_asked_is_not_doubled()
    {
        asked = () => new TrainerRun("by hand", Boot.Id, 1, 0, new string('a', 64), clock.GetUtcNow()) { Phase = RunPhase.Applied }.Write(host.Paths.Run("32.0.3"));

        Assert.IsType<ApplyPlan.WaitForRun>((await StepAsync()).Plan);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_unit_that_is_being_started_is_waited_for()
    {
        unit = Idle with { Active = "activating", HasJob = true };

        Assert.IsType<ApplyPlan.WaitForRun>((await StepAsync()).Plan);
        Assert.Equal(0, runs);
    }
}
