namespace HsTrainerAgent.Linux.Labels;

/// <summary>Gathers what one thread of a scan sees, bounded however much is wrong; what it tells does not depend on the order in which it was seen.</summary>
internal sealed class ScanNotes
{
    /// <summary>So many wrong ones are looked at a second time at the end, and so many are told.</summary>
    private const int LookedAtAgain = 1000, Told = 100, ToldUnseen = 3;

    private readonly FirstNames wrong = new(LookedAtAgain);
    private readonly FirstNames categories = new(LookedAtAgain);
    private readonly FirstNames unseen = new(ToldUnseen);
    private readonly List<string> skipped = [];

    public long Entries { get; set; }

    public void Wrong(byte[] name, string observed) => wrong.Add(name, observed);

    public void Categories(byte[] name, string level) => categories.Add(name, level);

    public void CouldNotSee(byte[] name, Errno error) => unseen.Add(name, error.ToString());

    public void Skip(byte[] name, Mount? mount) => skipped.Add(new NotedName(name, "").Shown + (mount is null ? "" : $" ({mount.FileSystem})"));

    /// <summary>Takes over what another thread has seen.</summary>
    public void Add(ScanNotes other)
    {
        Entries += other.Entries;
        wrong.Add(other.wrong);
        categories.Add(other.categories);
        unseen.Add(other.unseen);
        skipped.AddRange(other.skipped);
    }

    /// <param name="again">Asked of the kept ones, whether each still has another type, and categories: one may have been met between its making and its labelling.</param>
    /// <param name="stopped">Whether the scan was ended before its time.</param>
    public LabelScanResult Result(Func<byte[], (bool OtherType, bool Categories)> again, bool stopped)
    {
        List<string> missed = [.. unseen.Kept.Select(noted => $"{noted.Shown}: {noted.Note}")];
        if (unseen.Count > missed.Count)
            missed.Add($"and {unseen.Count - missed.Count} more");
        var otherType = Confirmed(wrong, name => again(name).OtherType, missed);
        var withCategories = Confirmed(categories, name => again(name).Categories, missed);
        if (stopped)
            missed.Add($"stopped after {Entries} entries");
        return new LabelScanResult(Entries, otherType, withCategories, [.. skipped.Distinct().Order(StringComparer.Ordinal)], missed);
    }

    private static WrongLabels Confirmed(FirstNames seen, Func<byte[], bool> isStill, List<string> missed)
    {
        var confirmed = seen.Kept.Where(noted => isStill(noted.Name)).ToList();
        var count = seen.Count - seen.Kept.Count + confirmed.Count;
        // Somebody is relabelling: the rest, seen twice but in the same instant, will have changed as well.
        if (confirmed.Count == 0 && count > 0)
        {
            missed.Add($"the labels of {seen.Count} were changed meanwhile");
            count = 0;
        }
        return new WrongLabels(count, [.. confirmed.Take(Told).Select(noted => new WrongLabel(noted.Shown, noted.Note))]);
    }
}
