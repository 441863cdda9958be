using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Judges labels; types are compared, and categories found.</summary>
internal static class LabelDrift
{
    private const int Told = 5;

    /// <param name="label">Null when the folder has none.</param>
    public static IEnumerable<Finding> OfMedia(Place media, Label? label)
    {
        if (label?.Type != Layout.ContainerType)
            yield return SeLinuxKinds.MediaLabel.Found(media.Path, Layout.ContainerType, label is null ? "no label" : UnixText.Shown(label.Type));
    }

    /// <summary>The folder's own and those of what is in it have one cure, and are one finding.</summary>
    /// <param name="label">The folder's own, or null.</param>
    public static IEnumerable<Finding> OfCategories(Place folder, Label? label, LabelScanResult scan)
    {
        List<string> observed = label is { HasCategories: true } ? [UnixText.Shown(label.Level)] : [];
        if (scan.Categories.Count > 0)
            observed.Add(Summary(scan, scan.Categories, "categories"));
        if (observed.Count > 0)
            yield return SeLinuxKinds.Categories.Found(folder.Path, "s0", string.Join("; ", observed), ("folder", folder.Real));
    }

    public static IEnumerable<Finding> OfContent(FindingKind kind, Place folder, LabelScanResult scan)
    {
        if (scan.WrongCount > 0)
            yield return kind.Found(folder.Path, Layout.ContainerType, Summary(scan, scan.OtherType, "another"), ("folder", folder.Real));
    }

    public static IEnumerable<Finding> OfDatabase(Place database, bool isMadeByHand)
    {
        var kind = isMadeByHand ? SeLinuxKinds.DatabaseMissing : SeLinuxKinds.DatabaseMissingV28;
        if (database.State == PlaceState.Missing)
            yield return kind.Found(database.Path, $"a folder of type {Layout.ContainerType}", "missing", ("folder", database.Real));
        else if (database.Inode is { Kind: not InodeKind.Folder } inode)
            yield return kind.FoundWithFix(database.Path, $"a folder of type {Layout.ContainerType}", inode.What,
                $"mv {ShellText.Quote(database.Path)} {ShellText.Quote(database.Path + ".aside")} && mkdir -p {ShellText.Quote(database.Path)} && "
                + $"chcon -R -t {Layout.ContainerType} {ShellText.Quote(database.Path)}");
    }

    private static string Summary(LabelScanResult scan, WrongLabels wrong, string what)
    {
        var first = wrong.First.Take(Told).Select(entry => $"{entry.Name} ({entry.Observed})").ToArray();
        var more = wrong.Count > first.Length ? $" and {wrong.Count - first.Length} more" : "";
        return $"{wrong.Count} of {scan.Entries} {(wrong.Count == 1 ? "has" : "have")} {what}: {string.Join(", ", first)}{more}";
    }
}
