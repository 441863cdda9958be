namespace HsTrainerAgent.Linux.Labels;

/// <summary>A name relative to the scanned folder, empty for itself, and what is to be said of it.</summary>
internal sealed record NotedName(byte[] Name, string Note)
{
    public static int Compare(NotedName one, NotedName other) => one.Name.AsSpan().SequenceCompareTo(other.Name);

    /// <summary>For people: <c>.</c> for the scanned folder, and escaped.</summary>
    public string Shown => Name.Length == 0 ? "." : UnixText.Shown(UnixText.FromBytes(Name));
}

/// <summary>Counts names and keeps the first ones in the order of their bytes, in whatever order they come.</summary>
internal sealed class FirstNames(int most)
{
    private readonly List<NotedName> kept = [];
    private byte[]? last;

    public long Count { get; private set; }

    /// <summary>In order.</summary>
    public IReadOnlyList<NotedName> Kept
    {
        get
        {
            Shorten();
            return kept;
        }
    }

    public void Add(byte[] name, string note)
    {
        Count++;
        if (last is not null && name.AsSpan().SequenceCompareTo(last) > 0)
            return;
        kept.Add(new NotedName(name, note));
        if (kept.Count >= 2 * most)
            Shorten();
    }

    /// <summary>Takes over what another has counted and kept.</summary>
    public void Add(FirstNames other)
    {
        Count += other.Count;
        kept.AddRange(other.kept);
    }

    private void Shorten()
    {
        kept.Sort(NotedName.Compare);
        if (kept.Count < most)
            return;
        kept.RemoveRange(most, kept.Count - most);
        last = kept[^1].Name;
    }
}
