using System.Collections.Concurrent;
using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Hosting;

/// <summary>The latest outcome of each check under the settings in force, and word of each new one.</summary>
internal sealed class Outcomes(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Check, string? Trainer), (CheckOutcome Outcome, DateTimeOffset At)> latest = new();

    private readonly ConcurrentDictionary<(string Check, string? Trainer), long> looks = new();

    /// <summary>Raised after the ledger has taken the outcome, on the thread of the check; handlers must neither block nor throw.</summary>
    public event Action<CheckOutcome>? Seen;

    /// <summary>Null when the check has not come to an end under the settings in force.</summary>
    public CheckOutcome? Latest(string check, string? trainer = null) => latest.TryGetValue((check, trainer), out var known) ? known.Outcome : null;

    /// <summary>When that was.</summary>
    public DateTimeOffset? LatestAt(string check, string? trainer = null) => latest.TryGetValue((check, trainer), out var known) ? known.At : null;

    /// <summary>How often the check has come to an end since the daemon started, also under earlier settings.</summary>
    public long Looks(string check, string? trainer = null) => looks.GetValueOrDefault((check, trainer));

    public void Publish(CheckOutcome outcome)
    {
        looks.AddOrUpdate((outcome.Check, outcome.Trainer), 1, (_, before) => before + 1);
        latest[(outcome.Check, outcome.Trainer)] = (outcome, clock.GetUtcNow());
        Seen?.Invoke(outcome);
    }

    /// <summary>The settings have changed: what was seen says nothing of them.</summary>
    public void Forget() => latest.Clear();
}
