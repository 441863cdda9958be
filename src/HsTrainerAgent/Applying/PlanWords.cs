using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>The plan in an operator's words.</summary>
internal static class PlanWords
{
    public static string Of(ApplyReason reason) => reason switch
    {
        ApplyReason.FirstStart => "first start",
        ApplyReason.SettingsChanged => "the settings changed",
        ApplyReason.LastRunFailed => "the last run failed",
        ApplyReason.NotStartedSinceBoot => "not started since boot",
        ApplyReason.Stopped => "it was stopped",
        ApplyReason.AskedByOperator => "asked by the operator",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static string Of(ApplyPlan plan) => plan switch
    {
        ApplyPlan.InSync => "in sync",
        ApplyPlan.Idle(NotStarted.Stopped) => "stopped by hand; an operator starts it again",
        ApplyPlan.Idle => "not started since boot, and apply.atBoot is off",
        ApplyPlan.Apply(var reason) => $"run run.sh trainer ({Of(reason)})",
        ApplyPlan.Join => "wait for the run in progress, which has these settings",
        ApplyPlan.WaitForRun => "wait for the run in progress to end, then apply",
        ApplyPlan.Hold(var why) => $"held: {why}",
        ApplyPlan.Manual => "waits for an operator's apply (apply.mode is manual)",
        ApplyPlan.BackOff(var until) => $"after a failure, not before {Time(until)}",
        ApplyPlan.GiveUp(var failures) => $"given up after {failures} failures in a row",
        { Waits: true } => $"held: {Waits(plan)}",
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };

    /// <summary>What a plan waits for that only time cures; what stands before the colon tells one kind of wait from another.</summary>
    public static string Waits(ApplyPlan plan) => plan switch
    {
        ApplyPlan.Paused(var until, var reason, var by) => $"paused by {Printable.Line(by)} until {Time(until)}: {Printable.Line(reason)}",
        ApplyPlan.Outside({ } opens) => $"outside apply.windows: the next one opens at {Time(opens)}",
        ApplyPlan.Outside => "outside apply.windows: none of them opens any more",
        ApplyPlan.Splay(var until) => $"apply.splay: this host's turn comes at {Time(until)}",
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };

    public static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
}
