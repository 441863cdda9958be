namespace HsTrainerAgent.Linux.Labels;

/// <summary>A name relative to the scanned folder, empty for itself, and what is to be said of it.</summary>
internal sealed class NotedName(byte[] name, string note)
{
    public byte[] Name => name;

    public string Note => note;

    public static int Compare(NotedName one, NotedName other) => one.Name.AsSpan().SequenceCompareTo(other.Name);

    /// <summary>PATH_MAX: of a longer name nobody reads the middle.</summary>
    private const int Longest = 4096;

    /// <summary>For people: <c>.</c> for the scanned folder, and escaped.</summary>
    public string Shown => Name.Length == 0 ? "." : Name.Length <= Longest ? Escaped(Name) : $"{Escaped(Name.AsSpan(0, 200))}…{Escaped(Name.AsSpan(Name.Length - 200))}";

    private static string Escaped(ReadOnlySpan<byte> name) => UnixText.Shown(UnixText.FromBytes(name));
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
