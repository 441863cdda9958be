using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SettingsFiles;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>The outcome that the settings file cannot be used, and that it can; the errors themselves are told one by one.</summary>
internal static class SettingsInvalid
{
    public static readonly CheckOutcome No = new("settings", null, CheckStatus.InSync, [], null, TimeSpan.Zero, null);

    /// <param name="instead">What the daemon does while the file cannot be used.</param>
    public static CheckOutcome Yes(string file, int errors, string instead) => No with
    {
        Status = CheckStatus.Drift,
        Findings = [SettingsKinds.Invalid.Found(file, "valid", (errors == 1 ? "invalid (1 error)" : $"invalid ({errors} errors)") + ", " + instead)],
    };
}
