namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Everything that must not be in a bundle, ready to be looked for.</summary>
internal sealed class KnownSecrets
{
    private readonly List<(KnownSecret Secret, Form Form)> forms = [];

    public KnownSecrets(IEnumerable<KnownSecret> secrets)
    {
        foreach (var known in secrets.Where(known => known.CanBeLookedFor))
        {
            // One that is known from several places is looked for once.
            if (All.Any(other => other.Secret.Equals(known.Secret)))
                continue;
            All.Add(known);
            forms.AddRange(Form.Of(known).Select(form => (known, form)));
        }
        Longest = forms.Count == 0 ? 0 : forms.Max(one => one.Form.Longest);
    }

    public List<KnownSecret> All { get; } = [];

    /// <summary>In bytes, of the longest text that is found.</summary>
    public int Longest { get; }

    /// <summary>Every occurrence of every form, in order, those that touch each other as one.</summary>
    /// <param name="from">What begins before this byte has been found already.</param>
    /// <param name="covered">As far as what was found then goes on.</param>
    public List<Span> Find(ReadOnlySpan<byte> text, int from = 0, int covered = 0)
    {
        var found = new List<Span>();
        foreach (var (_, form) in forms)
            form.Find(text, found);
        found.RemoveAll(span => span.Start < from);
        if (covered > from)
            found.Add(new Span(from, covered));
        found.Sort((one, other) => one.Start - other.Start);
        var merged = 0;
        for (var at = 1; at < found.Count; at++)
        {
            if (found[at].Start <= found[merged].End)
                found[merged] = found[merged] with { End = Math.Max(found[merged].End, found[at].End) };
            else
                found[++merged] = found[at];
        }
        if (found.Count > 0)
            found.RemoveRange(merged + 1, found.Count - merged - 1);
        return found;
    }

    /// <summary>The first secret that is in the text, and in what form; null when there is none.</summary>
    public (KnownSecret Secret, string Form)? FirstIn(ReadOnlySpan<byte> text)
    {
        var found = new List<Span>();
        foreach (var (secret, form) in forms)
        {
            form.Find(text, found);
            if (found.Count > 0)
                return (secret, form.Name);
        }
        return null;
    }
}
