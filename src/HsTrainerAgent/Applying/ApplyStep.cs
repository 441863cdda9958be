namespace HsTrainerAgent.Applying;

/// <summary>What one step did.</summary>
/// <param name="Plan">The plan it acted on; a <see cref="ApplyPlan.Hold"/> also when the preflight objected.</param>
/// <param name="Result">How the run went, if there was one.</param>
/// <param name="Again">When to look again at the latest, unless the settings change before.</param>
internal sealed record ApplyStep(ApplyPlan Plan, RunResult? Result, TimeSpan Again)
{
    /// <summary>Something was run or waited for, so that another step follows at once.</summary>
    public bool Acted => Plan is ApplyPlan.Apply or ApplyPlan.Join or ApplyPlan.WaitForRun;
}
