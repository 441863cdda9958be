using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The report in one line, as in <c>5 checks: 1 drift, 3 in-sync, 1 unknown; 2 errors, 1 warning</c>.</summary>
internal static class Summary
{
    private static readonly CheckStatus[] Order = [CheckStatus.Drift, CheckStatus.Unknown, CheckStatus.InSync, CheckStatus.NotApplicable];

    public static string Of(CheckReport report)
    {
        var statuses = Order.Select(status => (Status: status, Count: report.Outcomes.Count(outcome => outcome.Status == status)))
            .Where(group => group.Count > 0).Select(group => $"{group.Count} {group.Status.Word()}");
        var errors = report.Findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = report.Findings.Count() - errors;
        string[] findings = [.. errors > 0 ? [Counted(errors, "error")] : Array.Empty<string>(), .. warnings > 0 ? [Counted(warnings, "warning")] : Array.Empty<string>()];
        return report.Outcomes.Count == 0 ? "Nothing was looked at"
            : $"{Counted(report.Outcomes.Count, "check")}: {string.Join(", ", statuses)}" + (findings.Length > 0 ? "; " + string.Join(", ", findings) : "");
    }

    /// <summary>As in <c>1 error</c>, <c>2 errors</c>.</summary>
    private static string Counted(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
