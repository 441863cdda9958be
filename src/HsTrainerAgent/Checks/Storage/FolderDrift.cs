using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Judges HS_PATH and the media folder by what lies there; a place that could not be looked at gives no finding.</summary>
internal static class FolderDrift
{
    public static IEnumerable<Finding> OfPath(Place place)
    {
        if (place.State == PlaceState.Missing)
            yield return FolderKinds.PathMissing.Found(place.Path, "a folder", Missing(place), ("folder", place.Real));
        else if (place.Inode is { Kind: not InodeKind.Folder } inode)
            yield return FolderKinds.PathMissing.FoundWithFix(place.Path, "a folder", inode.What,
                $"mv {ShellText.Quote(place.Path)} {ShellText.Quote(place.Path + ".aside")} && mkdir -p {ShellText.Quote(place.Path)}");
    }

    public static IEnumerable<Finding> OfMedia(Place place)
    {
        if (place.State == PlaceState.Missing)
            yield return FolderKinds.MediaMissing.Found(place.Path, $"a folder of {Layout.MediaOwner}", Missing(place), ("folder", place.Real));
        if (place.Inode is not { } inode)
            yield break;
        if (inode.Kind != InodeKind.Folder)
        {
            yield return FolderKinds.MediaNotAFolder.Found(place.Path, "a folder", inode.What, ("aside", place.Path + ".aside"));
            yield break;
        }
        if (inode.Ownership != Layout.MediaOwner)
            yield return FolderKinds.MediaOwner.Found(place.Path, Layout.MediaOwner, inode.Ownership);
        if ((inode.Permissions & OwnerMayReadWriteAndEnter) != OwnerMayReadWriteAndEnter)
            yield return FolderKinds.MediaNotWritable.Found(place.Path, "u+rwx", inode.Mode);
    }

    private const int OwnerMayReadWriteAndEnter = 0b111_000_000;

    private static string Missing(Place place) =>
        place.Real == Layout.Normal(place.Path) ? "missing" : $"missing (it leads to {UnixText.Shown(place.Real)})";
}
