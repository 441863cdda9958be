namespace HsTrainerAgent.Linux.Labels;

/// <summary>What a label scan saw; names are relative to the scanned folder, <c>.</c> for itself, escaped for people.</summary>
/// <param name="Entries">Files, folders and symlinks that were looked at.</param>
/// <param name="OtherType">Those of another type.</param>
/// <param name="Categories">Those in the folder whose level has categories.</param>
/// <param name="Skipped">File systems mounted inside, which were not entered.</param>
/// <param name="Unseen">What could not be looked at and why; the first few, then how many more.</param>
internal sealed record LabelScanResult(
    long Entries, WrongLabels OtherType, WrongLabels Categories, IReadOnlyList<string> Skipped, IReadOnlyList<string> Unseen)
{
    public long WrongCount => OtherType.Count;

    public IReadOnlyList<WrongLabel> Wrong => OtherType.First;
}

/// <summary>Entries whose labels are wrong in one way.</summary>
/// <param name="First">The first of them, in the order of their names.</param>
internal sealed record WrongLabels(long Count, IReadOnlyList<WrongLabel> First);

/// <summary>An entry whose label is not the one wanted.</summary>
/// <param name="Observed">The type, or <c>no label</c>; the level, where it is the categories that are wrong.</param>
internal sealed record WrongLabel(string Name, string Observed);
