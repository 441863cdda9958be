using HsTrainerAgent.Applying;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public class ApplyPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);
    private static readonly Fingerprint A = new(new string('a', 64));
    private static readonly Fingerprint B = new(new string('b', 64));

    private static readonly PlanInput Nothing = new(A, null, null, Attempts.None, null, false, new ApplySettings(), PlanAsk.Nobody, Now);

    private static AppliedRecord Record(Fingerprint fingerprint, string invocation = "boot") =>
        new(fingerprint.Hex, Now.AddHours(-1), AppliedMode.Detached, 0, invocation, 1);

    private static TrainerRun Run(Fingerprint fingerprint) => new("run", "boot", 1, 1, fingerprint.Hex, Now);

    private static Attempts Tried(Fingerprint fingerprint, int failures, double nextIn = -1) => new()
    {
        Fingerprint = fingerprint.Hex,
        StartedFingerprint = fingerprint.Hex,
        Failures = failures,
        FailedAt = Now.AddSeconds(-10),
        NextAt = Now.AddSeconds(nextIn),
    };

    public static TheoryData<string, object, string> Table() => new()
    {
        { "nothing is known yet", Nothing, "Apply FirstStart" },
        { "applied in this boot", Nothing with { Applied = Record(A) }, "InSync" },
        { "applied before the last boot", Nothing with { Applied = Record(A), NotStarted = NotStarted.SinceBoot }, "Apply NotStartedSinceBoot" },
        { "applied before the last boot, atBoot off", Nothing with { Applied = Record(A), NotStarted = NotStarted.SinceBoot, Apply = new() { AtBoot = false } }, "Idle SinceBoot" },
        { "applied before the last boot, atBoot off, an operator asks", Nothing with { Applied = Record(A), NotStarted = NotStarted.SinceBoot, Apply = new() { AtBoot = false }, Ask = PlanAsk.Operator }, "Apply NotStartedSinceBoot" },
        { "somebody stopped its unit", Nothing with { Applied = Record(A), NotStarted = NotStarted.Stopped }, "Idle Stopped" },
        { "somebody stopped its unit, then an operator asks", Nothing with { Applied = Record(A), NotStarted = NotStarted.Stopped, Ask = PlanAsk.Operator }, "Apply Stopped" },
        { "somebody stopped its unit, then the settings change", Nothing with { Applied = Record(B), NotStarted = NotStarted.Stopped }, "Apply SettingsChanged" },
        { "somebody stopped it before it was applied", Nothing with { Run = Run(A) with { Boot = "", Phase = RunPhase.Ended, Stopped = true } }, "Idle Stopped" },
        { "somebody stopped it before it was applied, then an operator asks", Nothing with { Run = Run(A) with { Boot = "", Phase = RunPhase.Ended, Stopped = true }, Ask = PlanAsk.Operator }, "Apply FirstStart" },
        { "its unit is masked", Nothing with { CannotStart = "it is masked" }, "Hold it is masked" },
        { "its unit is masked and runs", Nothing with { Applied = Record(A), CannotStart = "it is masked" }, "InSync" },
        { "process 1 starts its unit, nobody knows with what", Nothing with { Applied = Record(A), UnitStarts = true }, "WaitForRun" },
        { "applied with other settings", Nothing with { Applied = Record(B) }, "Apply SettingsChanged" },
        { "A, then B failed, then A again", Nothing with { Attempts = Tried(B, 3, 600) }, "Apply SettingsChanged" },
        { "a run was started and left no record", Nothing with { Attempts = Tried(A, 0) }, "Apply LastRunFailed" },
        { "failed, the wait is over", Nothing with { Attempts = Tried(A, 1) }, "Apply LastRunFailed" },
        { "failed, the wait lasts", Nothing with { Attempts = Tried(A, 1, 30) }, "BackOff 16:00:30" },
        { "failed, then the clock was set back", Nothing with { Attempts = Tried(A, 1, 30), Now = Now.AddHours(-5) }, "Apply LastRunFailed" },
        { "failed 8 times", Nothing with { Attempts = Tried(A, 8) }, "GiveUp 8" },
        { "gave up on other settings", Nothing with { Attempts = Tried(B, 8) }, "Apply SettingsChanged" },
        { "gave up, then an operator asks", Nothing with { Attempts = Tried(A, 8), Ask = PlanAsk.Operator }, "Apply LastRunFailed" },
        { "backing off, then an operator asks", Nothing with { Attempts = Tried(A, 2, 60), Ask = PlanAsk.Operator }, "Apply LastRunFailed" },
        { "an operator asks, in sync", Nothing with { Applied = Record(A), Ask = PlanAsk.Operator }, "InSync" },
        { "an operator forces, in sync", Nothing with { Applied = Record(A), Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
        { "an operator forces, given up", Nothing with { Attempts = Tried(A, 8), Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
        { "a run with these settings is on its way", Nothing with { Run = Run(A), RunInProgress = true }, "Join" },
        { "a run with other settings is on its way", Nothing with { Run = Run(B), RunInProgress = true }, "WaitForRun" },
        { "a run is on its way and an operator forces", Nothing with { Run = Run(A), RunInProgress = true, Ask = PlanAsk.OperatorForce }, "Join" },
        { "damaged, and it may run", Nothing with { Damaged = "damaged", MayRun = true }, "Hold damaged" },
        { "damaged, it may run, and an operator asks", Nothing with { Damaged = "damaged", MayRun = true, Ask = PlanAsk.Operator }, "Hold damaged" },
        { "damaged, it may run, and an operator forces", Nothing with { Damaged = "damaged", MayRun = true, Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
        { "damaged, it may run with other settings", Nothing with { Damaged = "damaged", MayRun = true, Attempts = Tried(B, 0) }, "Apply SettingsChanged" },
        { "damaged before the last boot", Nothing with { Damaged = "damaged", Attempts = Tried(A, 0) }, "Apply NotStartedSinceBoot" },
        { "damaged before the last boot, nothing is known of attempts", Nothing with { Damaged = "damaged" }, "Apply NotStartedSinceBoot" },
        { "damaged before the last boot, other settings since", Nothing with { Damaged = "damaged", Attempts = Tried(B, 0) }, "Apply SettingsChanged" },
        { "damaged before the last boot, atBoot off", Nothing with { Damaged = "damaged", Apply = new() { AtBoot = false } }, "Hold damaged" },
        { "damaged before the last boot, atBoot off, an operator asks", Nothing with { Damaged = "damaged", Apply = new() { AtBoot = false }, Ask = PlanAsk.Operator }, "Apply NotStartedSinceBoot" },
        { "an old run is over", Nothing with { Applied = Record(A), Run = Run(B) }, "InSync" },
        { "a TLS file cannot be read", Nothing with { Desired = null, CannotTell = "caFile: gone" }, "Hold caFile: gone" },
        { "a TLS file cannot be read while a run is on its way", Nothing with { Desired = null, CannotTell = "x", Run = Run(A), RunInProgress = true }, "Hold x" },
        { "manual", Nothing with { Apply = new() { Mode = ApplyMode.Manual } }, "Manual" },
        { "manual and in sync", Nothing with { Applied = Record(A), Apply = new() { Mode = ApplyMode.Manual } }, "InSync" },
        { "manual, an operator asks", Nothing with { Apply = new() { Mode = ApplyMode.Manual }, Ask = PlanAsk.Operator }, "Apply FirstStart" },
        { "a guard, which is asked only right before the run", Nothing with { Apply = new() { Guard = ["/bin/false"] } }, "Apply FirstStart" },
        { "a guard, and an operator forces", Nothing with { Apply = new() { Guard = ["/bin/false"] }, Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_plan_follows_from_what_is_known(string situation, object input, string plan) =>
        Assert.Equal((situation, plan), (situation, Text(ApplyPlan.For((PlanInput)input))));

    private static string Text(ApplyPlan plan) => plan switch
    {
        ApplyPlan.Apply(var reason) => $"Apply {reason}",
        ApplyPlan.Hold(var why) => $"Hold {why}",
        ApplyPlan.BackOff(var until) => $"BackOff {until:HH:mm:ss}",
        ApplyPlan.Idle(var why) => $"Idle {why}",
        ApplyPlan.GiveUp(var failures) => $"GiveUp {failures}",
        _ => plan.GetType().Name,
    };
}
