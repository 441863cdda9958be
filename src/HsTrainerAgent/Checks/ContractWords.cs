namespace HsTrainerAgent.Checks;

/// <summary>The words that the contract has for statuses and severities.</summary>
internal static class ContractWords
{
    public static string Word(this CheckStatus status) => status switch
    {
        CheckStatus.InSync => "in-sync",
        CheckStatus.Drift => "drift",
        CheckStatus.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    public static string Word(this Severity severity) => severity == Severity.Error ? "error" : "warning";
}
