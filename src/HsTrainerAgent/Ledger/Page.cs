using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Ledger;

/// <summary>What is known of one check of one trainer: its open findings and since when it is blind.</summary>
/// <param name="earlier">What an earlier daemon left open; forgotten once a full look has not seen it.</param>
internal sealed class Page(string check, string? trainer, IEnumerable<EarlierFinding> earlier)
{
    private readonly Dictionary<(string Code, string Subject), DateTimeOffset> ages =
        earlier.DistinctBy(known => (known.Code, known.Subject)).ToDictionary(known => (known.Code, known.Subject), known => known.Since);

    private readonly Dictionary<(string Code, string Subject), Entry> entries = [];
    private DateTimeOffset? blindSince;

    private sealed record Entry(Finding Finding, DateTimeOffset Since, DateTimeOffset Told);

    public IEnumerable<OpenFinding> Open => entries.Values.Select(entry => new OpenFinding(check, trainer, entry.Finding, entry.Since));

    public IEnumerable<LedgerEvent> Enter(CheckOutcome outcome, DateTimeOffset now)
    {
        var couldNotLook = outcome.Status is CheckStatus.Unknown or CheckStatus.Drift ? outcome.Reason : null;
        if (couldNotLook is not null && blindSince is null)
        {
            blindSince = now;
            yield return new LedgerEvent(LedgerEventKind.Blind, null, check, trainer, now, now, couldNotLook);
        }
        else if (couldNotLook is null && blindSince is { } since)
        {
            blindSince = null;
            yield return new LedgerEvent(LedgerEventKind.SeesAgain, null, check, trainer, since, now);
        }
        var seen = outcome.Findings.DistinctBy(finding => (finding.Code, finding.Subject)).ToDictionary(finding => (finding.Code, finding.Subject));
        // What hangs is told by each look for as long as it does, so without that it has answered, whatever else could not be looked at.
        var isFull = couldNotLook is null && outcome.Status != CheckStatus.Unknown;
        foreach (var cleared in Clear(now, isFull ? outcome.Reason : null, key => (outcome.HasSeen(key.Subject) || key.Code == NotAnswering.Kind.Code) && !seen.ContainsKey(key)))
            yield return cleared;
        foreach (var (key, finding) in seen)
        {
            if (Enter(key, finding, now) is { } told)
                yield return told;
        }
        if (isFull)
            ages.Clear();
    }

    /// <summary>Clears everything without a look.</summary>
    public IEnumerable<LedgerEvent> Close(DateTimeOffset now, string reason) => Clear(now, reason, _ => true);

    private LedgerEvent? Enter((string, string) key, Finding finding, DateTimeOffset now)
    {
        if (!entries.TryGetValue(key, out var known))
        {
            var since = ages.Remove(key, out var earlierSince) ? earlierSince : now;
            entries[key] = new Entry(finding, since, now);
            return new LedgerEvent(LedgerEventKind.Opened, finding, check, trainer, since, now);
        }
        var due = now - known.Told >= FindingLedger.RemindAfter;
        entries[key] = known with { Finding = finding, Told = due ? now : known.Told };
        return due ? new LedgerEvent(LedgerEventKind.Still, finding, check, trainer, known.Since, now) : null;
    }

    private List<LedgerEvent> Clear(DateTimeOffset now, string? reason, Func<(string Code, string Subject), bool> gone)
    {
        List<LedgerEvent> events = [];
        foreach (var (key, entry) in entries.Where(entry => gone(entry.Key)).ToList())
        {
            entries.Remove(key);
            events.Add(new LedgerEvent(LedgerEventKind.Cleared, entry.Finding, check, trainer, entry.Since, now, reason));
        }
        return events;
    }
}
