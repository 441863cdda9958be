using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>Tells the mounts whose own type is local but whose files come from a shared file system: an overlay with a folder there, a loop device whose image is there.</summary>
internal static class StackedMounts
{
    // Documentation/filesystems/overlayfs.rst of the kernel; lowerdir holds several, and so do the lines of newer kernels.
    private static readonly string[] OverlayFolders = ["lowerdir=", "lowerdir+=", "datadir+=", "upperdir=", "workdir="];

    private const string LoopDevice = "/dev/loop";

    /// <param name="imageOf">The path of the file behind a loop device, given as in <c>loop0</c>; null where it is not known.</param>
    public static IReadOnlyList<Mount> Judged(IReadOnlyList<Mount> mounts, Func<string, string?> imageOf)
    {
        for (var told = -1; ;)
        {
            var table = new MountTable(mounts);
            mounts = [.. mounts.Select(mount => mount.Nature == FileSystemNature.Local && Below(mount, table, imageOf) is { } below ? mount with { Below = below } : mount)];
            // Again for what is made of one that was just told.
            var before = told;
            told = mounts.Count(mount => mount.Below is not null);
            if (told == 0 || told == before)
                return mounts;
        }
    }

    private static Mount? Below(Mount mount, MountTable table, Func<string, string?> imageOf)
    {
        foreach (var path in PathsOf(mount, imageOf).Where(path => path.StartsWith('/')))
        {
            var on = table.WithoutSymlinks(path);
            // Mounted over one of its own folders, it hides what it is made of.
            if (on.Id == mount.Id)
                on = table.All.FirstOrDefault(other => other.Id == mount.Parent) ?? on;
            if (on.Nature == FileSystemNature.Shared)
                return on;
        }
        return null;
    }

    private static IEnumerable<string> PathsOf(Mount mount, Func<string, string?> imageOf)
    {
        if (mount.FileSystem == "overlay")
            return mount.SuperOptions.SelectMany(option => OverlayFolders.Where(key => option.StartsWith(key, StringComparison.Ordinal)).SelectMany(key => Split(option[key.Length..])));
        if (!mount.Source.StartsWith(LoopDevice, StringComparison.Ordinal))
            return [];
        var number = new string([.. mount.Source.Skip(LoopDevice.Length).TakeWhile(char.IsAsciiDigit)]);
        return number.Length > 0 && imageOf("loop" + number) is { } image ? [image] : [];
    }

    // Colons part the folders, and a backslash keeps one that belongs to a name.
    private static List<string> Split(string folders)
    {
        var (names, name) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < folders.Length; at++)
        {
            if (folders[at] == ':')
            {
                names.Add(name.ToString());
                name.Clear();
                continue;
            }
            name.Append(folders[at] == '\\' && at + 1 < folders.Length ? folders[++at] : folders[at]);
        }
        return [.. names, name.ToString()];
    }
}
