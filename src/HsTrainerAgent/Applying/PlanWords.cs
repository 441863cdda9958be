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
        ApplyPlan.BackOff(var until) => $"after a failure, not before {until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z",
        ApplyPlan.GiveUp(var failures) => $"given up after {failures} failures in a row",
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };
}
