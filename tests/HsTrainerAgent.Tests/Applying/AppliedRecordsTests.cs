using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>What a record is worth, given the trainer's unit and its run.</summary>
public class AppliedRecordsTests
{
    private static readonly Fingerprint A = new(new string('a', 64));
    private const string Invocation = "0123456789abcdef0123456789abcdef";
    private static readonly AppliedRecord Record = new(A.Hex, DateTimeOffset.UnixEpoch, AppliedMode.Detached, 0, Invocation, 1) { Run = "run" };
    private static readonly TrainerRun Run = new("run", Boot.Id, 1, 1, A.Hex, DateTimeOffset.UnixEpoch) { Phase = RunPhase.Applied };
    private static readonly UnitState Unit = new("hs-trainer@32.0.3.service", "loaded", "active", "exited", "success", 0, Invocation, false);
    private static readonly UnitState Inactive = Unit with { Active = "inactive", Sub = "dead", Invocation = "" };

    public static TheoryData<string, object?, object?, object?> Table() => new()
    {
        { "it runs", Unit, Run, null },
        { "it runs, and its run's state is lost", Unit, null, null },
        { "without systemd, in this boot", null, Run, null },
        { "without systemd, after a boot", null, Run with { Boot = "other" }, NotStarted.SinceBoot },
        { "after a boot", Inactive, null, NotStarted.SinceBoot },
        { "the bus is away after a boot", null, null, NotStarted.SinceBoot },
        { "somebody stopped it", Inactive, Run, NotStarted.Stopped },
        { "somebody ended start-trainer, and its unit calls that a success", Unit, Run with { Phase = RunPhase.Ended, Stopped = true }, NotStarted.Stopped },
        { "somebody is about to start it", Inactive with { HasJob = true }, null, null },
        { "the bus is away", null, Run, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Whether_an_applied_trainer_runs_follows_from_its_unit_and_its_run(string situation, object? unit, object? run, object? idle) =>
        Assert.Equal((situation, (NotStarted?)idle), (situation, Record.NotStarted((UnitState?)unit, (TrainerRun?)run)));

    [Fact]
    public void An_adopted_trainer_has_no_unit_to_be_stopped_or_to_fail()
    {
        var adopted = Record with { Mode = AppliedMode.Adopted, Invocation = Boot.Id };

        Assert.Null(adopted.NotStarted(Inactive, Run));
        Assert.True(adopted.Holds(A, adopted.RunUnder(Unit with { Active = "failed", Result = "exit-code" }, Run)));
    }

    [Fact]
    public void A_stop_that_needed_force_is_a_stop_and_no_failure()
    {
        var run = Record.RunUnder(Unit with { Active = "failed", Result = "timeout" }, Run);

        Assert.Null(run?.Fault);
        Assert.Equal(NotStarted.Stopped, Record.NotStarted(Unit with { Active = "failed" }, run));
    }

    [Fact]
    public void A_unit_that_has_failed_took_the_trainer_with_it()
    {
        var run = Record.RunUnder(Unit with { Active = "failed", Result = "signal" }, Run);

        Assert.Equal("hs-trainer@32.0.3.service failed: signal", run?.Fault);
        Assert.False(Record.Holds(A, run));
    }

    [Theory]
    [InlineData("failed", true)]
    [InlineData("active", false)]
    [InlineData("inactive", false)]
    public void A_unit_that_is_about_to_be_started_or_lives_took_nothing(string active, bool hasJob) =>
        Assert.True(Record.Holds(A, Record.RunUnder(Unit with { Active = active, HasJob = hasJob }, Run)));
}
