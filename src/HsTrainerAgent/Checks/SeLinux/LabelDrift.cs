using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Judges labels; only types are compared, and categories of the two folders themselves.</summary>
internal static class LabelDrift
{
    private const int Told = 5;

    /// <param name="label">Null when the folder has none.</param>
    public static IEnumerable<Finding> OfMedia(Place media, Label? label)
    {
        if (label?.Type != Layout.ContainerType)
            yield return SeLinuxKinds.MediaLabel.Found(media.Path, Layout.ContainerType, label is null ? "no label" : UnixText.Shown(label.Type));
    }

    public static IEnumerable<Finding> OfCategories(Place folder, Label? label)
    {
        if (label is { HasCategories: true })
            yield return SeLinuxKinds.Categories.Found(folder.Path, "s0", UnixText.Shown(label.Level), ("folder", folder.Real));
    }

    public static IEnumerable<Finding> OfContent(FindingKind kind, Place folder, LabelScanResult scan)
    {
        if (scan.WrongCount > 0)
            yield return kind.Found(folder.Path, Layout.ContainerType, Summary(scan), ("folder", folder.Real));
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

    private static string Summary(LabelScanResult scan)
    {
        var first = scan.Wrong.Take(Told).Select(wrong => $"{wrong.Name} ({wrong.Observed})").ToArray();
        var more = scan.WrongCount > first.Length ? $" and {scan.WrongCount - first.Length} more" : "";
        return $"{scan.WrongCount} of {scan.Entries} {(scan.WrongCount == 1 ? "has" : "have")} another: {string.Join(", ", first)}{more}";
    }
}
