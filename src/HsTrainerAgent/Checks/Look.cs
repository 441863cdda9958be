using System.Text.Json.Nodes;

namespace HsTrainerAgent.Checks;

/// <summary>Gathers what a check sees while it looks, so that what was found before a deadline is not lost.</summary>
internal sealed class Look
{
    private readonly Lock gate = new();
    private readonly List<Finding> findings = [];
    private readonly List<(string What, string? Place)> unseen = [];
    private JsonObject? facts;
    private string? notApplicable;
    private Func<long>? progress;
    private long before;

    public void Found(Finding finding)
    {
        lock (gate)
            findings.Add(finding);
    }

    public void Found(IEnumerable<Finding> seen)
    {
        foreach (var finding in seen)
            Found(finding);
    }

    /// <summary>Something could not be looked at; says what and why. Not drift.</summary>
    /// <param name="place">The host's path that it is about, with all that lies below; null when findings of any subject may have been missed.</param>
    public void CouldNotLook(string what, string? place = null)
    {
        lock (gate)
        {
            if (!unseen.Contains((what, place)))
                unseen.Add((what, place));
        }
    }

    /// <summary>There is nothing to look at on this host; says why.</summary>
    public void NotApplicable(string why)
    {
        lock (gate)
            notApplicable = why;
    }

    public void Fact(string name, JsonNode? value)
    {
        lock (gate)
            (facts ??= [])[name] = value;
    }

    /// <summary>Tells the runner by what number it can see that a long look gets on.</summary>
    public void Follow(Func<long> seen)
    {
        lock (gate)
            progress = seen;
    }

    /// <summary>Whether it got on since this was last asked.</summary>
    public bool GotOn()
    {
        lock (gate)
        {
            var now = progress?.Invoke() ?? before;
            (var then, before) = (before, now);
            return now != then;
        }
    }

    public CheckOutcome Outcome(string check, string? trainer, TimeSpan elapsed, string? interrupted = null)
    {
        lock (gate)
        {
            List<string> missed = [.. unseen.Select(one => one.What).Distinct(), .. interrupted is null ? Array.Empty<string>() : [interrupted]];
            var status = findings.Count > 0 ? CheckStatus.Drift
                : missed.Count > 0 ? CheckStatus.Unknown
                : notApplicable is not null ? CheckStatus.NotApplicable
                : CheckStatus.InSync;
            var reason = missed.Count > 0 ? string.Join("; ", missed) : status == CheckStatus.NotApplicable ? notApplicable : null;
            return new CheckOutcome(check, trainer, status, [.. findings], reason, elapsed, (JsonObject?)facts?.DeepClone())
            {
                Blind = interrupted is null && unseen.TrueForAll(one => one.Place is not null) ? [.. unseen.Select(one => one.Place!)] : null,
            };
        }
    }
}
