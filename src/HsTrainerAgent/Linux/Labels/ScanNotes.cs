namespace HsTrainerAgent.Linux.Labels;

/// <summary>Gathers what a scan tells, bounded however much is wrong.</summary>
internal sealed class ScanNotes
{
    private const int Kept = 100;

    private readonly List<(byte[] Name, string Observed)> wrong = [];
    private readonly List<string> skipped = [];
    private readonly List<string> unseen = [];
    private long wrongCount;
    private long unseenCount;

    public long Entries { get; set; }

    public void Wrong(byte[] name, string observed)
    {
        wrongCount++;
        if (wrong.Count < Kept)
            wrong.Add((name, observed));
    }

    public void CouldNotSee(byte[] name, Errno error)
    {
        if (++unseenCount <= 3)
            unseen.Add($"{Shown(name)}: {error}");
    }

    public void Skip(byte[] name, Mount? mount) => skipped.Add(Shown(name) + (mount is null ? "" : $" ({mount.FileSystem})"));

    /// <param name="isStillWrong">Asked again of the kept ones, as an entry may have been met between its making and its labelling.</param>
    public LabelScanResult Result(Func<byte[], bool> isStillWrong)
    {
        var transient = wrong.RemoveAll(entry => !isStillWrong(entry.Name));
        if (unseenCount > unseen.Count)
            unseen.Add($"and {unseenCount - unseen.Count} more");
        return new LabelScanResult(Entries, wrongCount - transient,
            [.. wrong.Select(entry => new WrongLabel(Shown(entry.Name), entry.Observed)).OrderBy(entry => entry.Name, StringComparer.Ordinal)],
            [.. skipped.Order(StringComparer.Ordinal)], unseen);
    }

    private static string Shown(byte[] name) => name.Length == 0 ? "." : UnixText.Shown(UnixText.FromBytes(name));
}
