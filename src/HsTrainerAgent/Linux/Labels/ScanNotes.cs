namespace HsTrainerAgent.Linux.Labels;

/// <summary>Gathers what one thread of a scan sees, bounded however much is wrong; what it tells does not depend on the order in which it was seen.</summary>
internal sealed class ScanNotes
{
    /// <summary>So many wrong ones are looked at a second time at the end, and so many are told.</summary>
    private const int LookedAtAgain = 1000, Told = 100, ToldUnseen = 3;

    private readonly FirstNames wrong = new(LookedAtAgain);
    private readonly FirstNames unseen = new(ToldUnseen);
    private readonly List<string> skipped = [];

    public long Entries { get; set; }

    public void Wrong(byte[] name, string observed) => wrong.Add(name, observed);

    public void CouldNotSee(byte[] name, Errno error) => unseen.Add(name, error.ToString());

    public void Skip(byte[] name, Mount? mount) => skipped.Add(new NotedName(name, "").Shown + (mount is null ? "" : $" ({mount.FileSystem})"));

    /// <summary>Takes over what another thread has seen.</summary>
    public void Add(ScanNotes other)
    {
        Entries += other.Entries;
        wrong.Add(other.wrong);
        unseen.Add(other.unseen);
        skipped.AddRange(other.skipped);
    }

    /// <param name="isStillWrong">Asked again of the kept ones, as an entry may have been met between its making and its labelling.</param>
    /// <param name="stopped">Whether the scan was ended before its time.</param>
    public LabelScanResult Result(Func<byte[], bool> isStillWrong, bool stopped)
    {
        var confirmed = wrong.Kept.Where(noted => isStillWrong(noted.Name)).ToList();
        var count = wrong.Count - wrong.Kept.Count + confirmed.Count;
        List<string> missed = [.. unseen.Kept.Select(noted => $"{noted.Shown}: {noted.Note}")];
        if (unseen.Count > missed.Count)
            missed.Add($"and {unseen.Count - missed.Count} more");
        // Somebody is relabelling: the rest, seen twice but in the same instant, will have changed as well.
        if (confirmed.Count == 0 && count > 0)
        {
            missed.Add($"the labels of {wrong.Count} were changed meanwhile");
            count = 0;
        }
        if (stopped)
            missed.Add($"stopped after {Entries} entries");
        return new LabelScanResult(Entries, count, [.. confirmed.Take(Told).Select(noted => new WrongLabel(noted.Shown, noted.Note))],
            [.. skipped.Distinct().Order(StringComparer.Ordinal)], missed);
    }
}
