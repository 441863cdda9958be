using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Ledger;

/// <summary>A finding that is open, as it was last seen.</summary>
internal sealed record OpenFinding(string Check, string? Trainer, Finding Finding, DateTimeOffset Since);

/// <summary>A finding that an earlier daemon left open.</summary>
internal sealed record EarlierFinding(string Check, string? Trainer, string Code, string Subject, DateTimeOffset Since);

/// <summary>Turns looks into what is worth telling: a finding once when it opens, once a day while it lasts, once when it clears. Not thread-safe.</summary>
/// <remarks>A look that could not see opens what it did see and clears nothing but what did not answer before.</remarks>
internal sealed class FindingLedger(TimeProvider clock)
{
    /// <summary>A minute short of a day, so that a check that runs once a day, with jitter, reminds once a day.</summary>
    public static readonly TimeSpan RemindAfter = TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Check, string? Trainer, string Part), Page> pages = [];
    private readonly List<EarlierFinding> earlier = [];

    public IReadOnlyList<OpenFinding> Open => [.. pages.Values.SelectMany(page => page.Open)];

    /// <summary>What was open when the daemon before this one ended: seen again it is told as opened, and keeps its age.</summary>
    public void Remember(IEnumerable<EarlierFinding> findings) => earlier.AddRange(findings.Where(finding => finding.Since <= clock.GetUtcNow()));

    /// <param name="part">Distinguishes several sources that look under one check's name: each clears only what it found itself.</param>
    public IReadOnlyList<LedgerEvent> Enter(CheckOutcome outcome, string part = "")
    {
        var key = (outcome.Check, outcome.Trainer, part);
        if (!pages.TryGetValue(key, out var page))
            pages[key] = page = new Page(outcome.Check, outcome.Trainer, earlier.Where(known => known.Check == outcome.Check && known.Trainer == outcome.Trainer));
        return [.. page.Enter(outcome, clock.GetUtcNow())];
    }

    /// <summary>Clears what was found by checks, or for trainers, that are no longer configured.</summary>
    public IReadOnlyList<LedgerEvent> Forget(Func<string, string?, bool> configured)
    {
        List<LedgerEvent> events = [];
        earlier.RemoveAll(known => !configured(known.Check, known.Trainer));
        foreach (var (key, page) in pages.Where(page => !configured(page.Key.Check, page.Key.Trainer)).ToList())
        {
            pages.Remove(key);
            events.AddRange(page.Close(clock.GetUtcNow(), "no longer configured"));
        }
        return events;
    }
}
