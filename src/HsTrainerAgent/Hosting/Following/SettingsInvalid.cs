using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>The finding that the settings file cannot be used, and that it can.</summary>
internal static class SettingsInvalid
{
    private static readonly FindingKind Kind = new("settings.invalid", Severity.Error, "The settings cannot be used", "hs-trainer-agent settings check --settings {subject}", "",
        "The settings file has errors. The daemon keeps to the last good settings until the file is valid again.");

    public static readonly CheckOutcome No = new("settings", null, CheckStatus.InSync, [], null, TimeSpan.Zero, null);

    public static CheckOutcome Yes(string file, int errors, string instead) => No with
    {
        Status = CheckStatus.Drift,
        Findings = [Kind.Found(file, "valid", (errors == 1 ? "invalid (1 error)" : $"invalid ({errors} errors)") + ", " + instead)],
    };
}
