using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Fuzz.Oracles;

/// <summary>What every finding must be for the operator who reads it.</summary>
internal static class FindingOracle
{
    public static void Judge(Finding finding)
    {
        Messages.Actionable($"the desired of {finding.Code}", finding.Desired);
        Messages.Actionable($"the observed of {finding.Code}", finding.Observed);
        Messages.Actionable($"the fix of {finding.Code}", finding.Fix);
        Messages.Actionable($"the subject of {finding.Code}", finding.Subject);
    }
}
