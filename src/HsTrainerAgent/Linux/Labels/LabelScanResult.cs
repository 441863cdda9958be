namespace HsTrainerAgent.Linux.Labels;

/// <summary>What a label scan saw; names are relative to the scanned folder, <c>.</c> for itself, escaped for people.</summary>
/// <param name="Entries">Files, folders and symlinks that were looked at.</param>
/// <param name="WrongCount">How many have another type.</param>
/// <param name="Wrong">The first of them, in the order of their names.</param>
/// <param name="Skipped">File systems mounted inside, which were not entered.</param>
/// <param name="Unseen">What could not be looked at and why; the first few, then how many more.</param>
internal sealed record LabelScanResult(
    long Entries, long WrongCount, IReadOnlyList<WrongLabel> Wrong, IReadOnlyList<string> Skipped, IReadOnlyList<string> Unseen);

/// <summary>An entry whose type is not the one wanted.</summary>
/// <param name="Observed">The type, or <c>no label</c>.</param>
internal sealed record WrongLabel(string Name, string Observed);
