namespace HsTrainerAgent.Linux;

/// <summary>The mounts of a host, found as the kernel's path walk finds them: from parent to child, always the topmost of a stack, never a mount that another hides.</summary>
internal sealed class MountTable
{
    private readonly Dictionary<(int Parent, string Point), Mount> on = [];
    private readonly ILookup<int, Mount> children;

    public MountTable(IReadOnlyList<Mount> mounts)
    {
        All = mounts;
        children = mounts.Where(mount => mount.Parent != mount.Id).ToLookup(mount => mount.Parent);
        foreach (var mount in mounts.Where(mount => mount.Parent != mount.Id))
            on[(mount.Parent, mount.Point)] = mount;
        Root = Topmost(Bottom(mounts), "/");
    }

    public IReadOnlyList<Mount> All { get; }

    /// <summary>The mount that the walk of an absolute path starts on.</summary>
    public Mount Root { get; }

    /// <summary>
    /// Whether the host has it read-only. Where even <c>/</c> is so by its mount alone, this is a sandbox (ProtectSystem=strict of systemd.exec(5)) that
    /// made each mount read-only for this process, and only the file system itself tells.
    /// </summary>
    public bool IsReadOnly(Mount mount) => mount.SuperOptions.Contains("ro") || (mount.Options.Contains("ro") && !IsSandbox);

    private bool IsSandbox => Root.Options.Contains("ro") && !Root.SuperOptions.Contains("ro");

    /// <summary>What the walk steps onto at a point of a mount, or null when nothing is mounted there.</summary>
    public Mount? On(Mount parent, string point) => on.TryGetValue((parent.Id, point), out var mount) ? Topmost(mount, point) : null;

    /// <summary>Whether a mount lies somewhere below a path of this one, so that each step of the way there is a real folder and no symlink.</summary>
    public bool LeadsToMount(Mount parent, string path) =>
        children[parent.Id].Any(mount => mount.Point.StartsWith(path, StringComparison.Ordinal) && mount.Point.Length > path.Length && mount.Point[path.Length] == '/');

    /// <summary>The mounts that a walk within one mount, from a folder of it downwards, would step onto, by their points.</summary>
    public IReadOnlyDictionary<string, Mount> Inside(Mount mount, string folder) =>
        children[mount.Id].Select(child => child.Point).Distinct()
            .Where(point => point.StartsWith(folder == "/" ? "/" : folder + "/", StringComparison.Ordinal) && point.Length > folder.Length)
            .ToDictionary(point => point, point => On(mount, point)!);

    /// <summary>The mount that a path lies on if none of its folders is a symlink; nothing is touched.</summary>
    public Mount WithoutSymlinks(string path)
    {
        var (mount, at) = (Root, "");
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at += "/" + step;
            mount = On(mount, at) ?? mount;
        }
        return mount;
    }

    private Mount Topmost(Mount mount, string point)
    {
        // Bounded by the table's size: a table that was torn by a mount while it was read could hold a circle.
        for (var steps = All.Count; steps > 0 && on.TryGetValue((mount.Id, point), out var above); steps--)
            mount = above;
        return mount;
    }

    private static Mount Bottom(IReadOnlyList<Mount> mounts)
    {
        var ids = mounts.Select(mount => mount.Id).ToHashSet();
        bool IsBottom(Mount mount) => mount.Parent == mount.Id || !ids.Contains(mount.Parent);
        return mounts.FirstOrDefault(mount => mount.Point == "/" && IsBottom(mount))
            ?? mounts.FirstOrDefault(mount => mount.Point == "/")
            // A process in a chroot that is no mount point sees no line for its root, only lines whose parent is missing.
            ?? new Mount(mounts.Where(IsBottom).Select(mount => mount.Parent).FirstOrDefault(-1), -1, "0:0", "/", "/", ["rw"], [], "unlisted", "none", ["rw"]);
    }
}
