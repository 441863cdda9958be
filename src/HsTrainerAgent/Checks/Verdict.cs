namespace HsTrainerAgent.Checks;

/// <summary>What many looks come to as a whole: a known drift wins over could-not-look, and nothing looked at is unknown.</summary>
/// <param name="ExitCode">0 in sync, 1 warnings only, 2 errors, 3 could not look.</param>
internal sealed record Verdict(CheckStatus Status, int ExitCode)
{
    public static readonly Verdict Unknown = new(CheckStatus.Unknown, 3);

    public static Verdict Of(IReadOnlyCollection<CheckStatus> looks, IEnumerable<Severity> findings) =>
        looks.Contains(CheckStatus.Drift) ? new Verdict(CheckStatus.Drift, findings.Contains(Severity.Error) ? 2 : 1)
        : looks.Count == 0 || looks.Contains(CheckStatus.Unknown) ? Unknown
        : new Verdict(CheckStatus.InSync, 0);
}
