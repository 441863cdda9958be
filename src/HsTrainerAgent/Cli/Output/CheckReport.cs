using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>What one run of checks gave, as every format tells it; outcomes in check order, then trainer order.</summary>
internal sealed record CheckReport(string Host, DateTimeOffset At, IReadOnlyList<CheckOutcome> Outcomes)
{
    /// <summary>The status of the whole: a known drift wins over could-not-look; nothing looked at is unknown.</summary>
    public CheckStatus Status => Verdict.Status;

    public int ExitCode => Verdict.ExitCode;

    private Verdict Verdict => Verdict.Of([.. Outcomes.Select(outcome => outcome.Status)], Findings.Select(finding => finding.Severity));

    public IEnumerable<Finding> Findings => Outcomes.SelectMany(outcome => outcome.Findings);
}
