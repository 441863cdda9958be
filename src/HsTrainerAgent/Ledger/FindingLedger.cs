using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Ledger;

/// <summary>A finding that is open, as it was last seen.</summary>
internal sealed record OpenFinding(string Check, string? Trainer, Finding Finding, DateTimeOffset Since);

/// <summary>Turns looks into what is worth telling: a finding once when it opens, once a day while it lasts, once when it clears. Not thread-safe.</summary>
/// <remarks>A look that could not see opens what it did see and clears nothing.</remarks>
internal sealed class FindingLedger(TimeProvider clock)
{
    /// <summary>A minute short of a day, so that a check that runs once a day, with jitter, reminds once a day.</summary>
    public static readonly TimeSpan RemindAfter = TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Check, string? Trainer, string Part), Page> pages = [];

    public IReadOnlyList<OpenFinding> Open => [.. pages.Values.SelectMany(page => page.Open)];

    /// <param name="part">Distinguishes several sources that look under one check's name: each clears only what it found itself.</param>
    public IReadOnlyList<LedgerEvent> Enter(CheckOutcome outcome, string part = "")
    {
        var key = (outcome.Check, outcome.Trainer, part);
        if (!pages.TryGetValue(key, out var page))
            pages[key] = page = new Page(outcome.Check, outcome.Trainer);
        return [.. page.Enter(outcome, clock.GetUtcNow())];
    }

    /// <summary>Clears what was found by checks, or for trainers, that are no longer configured.</summary>
    public IReadOnlyList<LedgerEvent> Forget(Func<string, string?, bool> configured)
    {
        List<LedgerEvent> events = [];
        foreach (var (key, page) in pages.Where(page => !configured(page.Key.Check, page.Key.Trainer)).ToList())
        {
            pages.Remove(key);
            events.AddRange(page.Close(clock.GetUtcNow(), "no longer configured"));
        }
        return events;
    }
}
