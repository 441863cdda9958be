using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>What one run of checks gave, as every format tells it; outcomes in check order, then trainer order.</summary>
internal sealed record CheckReport(string Host, DateTimeOffset At, IReadOnlyList<CheckOutcome> Outcomes)
{
    /// <summary>The status of the whole: a known drift wins over could-not-look; nothing looked at is unknown.</summary>
    public CheckStatus Status =>
        Outcomes.Any(outcome => outcome.Status == CheckStatus.Drift) ? CheckStatus.Drift
        : Outcomes.Count == 0 || Outcomes.Any(outcome => outcome.Status == CheckStatus.Unknown) ? CheckStatus.Unknown
        : CheckStatus.InSync;

    public int ExitCode => Status switch
    {
        CheckStatus.Drift => Findings.Any(finding => finding.Severity == Severity.Error) ? Cli.ExitCode.Errors : Cli.ExitCode.Warnings,
        CheckStatus.Unknown => Cli.ExitCode.Refused,
        _ => Cli.ExitCode.Good,
    };

    public IEnumerable<Finding> Findings => Outcomes.SelectMany(outcome => outcome.Findings);
}
