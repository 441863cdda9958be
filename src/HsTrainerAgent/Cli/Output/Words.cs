using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The contract's words.</summary>
internal static class Words
{
    public static string Word(this CheckStatus status) => status switch
    {
        CheckStatus.InSync => "in-sync",
        CheckStatus.Drift => "drift",
        CheckStatus.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    public static string Word(this Severity severity) => severity == Severity.Error ? "error" : "warning";

    /// <summary>As in <c>1 error</c>, <c>2 errors</c>.</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
