using System.Text.Json.Nodes;

namespace HsTrainerAgent.Checks;

/// <summary>Gathers what a check sees while it looks, so that what was found before a deadline is not lost.</summary>
internal sealed class Look
{
    private readonly Lock gate = new();
    private readonly List<Finding> findings = [];
    private readonly List<string> unseen = [];
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
    public void CouldNotLook(string what)
    {
        lock (gate)
        {
            if (!unseen.Contains(what))
                unseen.Add(what);
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
            var missed = interrupted is null ? unseen : [.. unseen, interrupted];
            var status = findings.Count > 0 ? CheckStatus.Drift
                : missed.Count > 0 ? CheckStatus.Unknown
                : notApplicable is not null ? CheckStatus.NotApplicable
                : CheckStatus.InSync;
            var reason = missed.Count > 0 ? string.Join("; ", missed) : status == CheckStatus.NotApplicable ? notApplicable : null;
            return new CheckOutcome(check, trainer, status, [.. findings], reason, elapsed, (JsonObject?)facts?.DeepClone());
        }
    }
}
