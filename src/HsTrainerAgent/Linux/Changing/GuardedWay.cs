namespace HsTrainerAgent.Linux.Changing;

/// <summary>
/// The way to a place that is to be changed, each folder of it held open: nobody but root could have planted or can swap anything on it, and
/// it ends on the very file system that the mount table led to.
/// </summary>
internal sealed class GuardedWay : IDisposable
{
    // MAXSYMLINKS of the kernel.
    private const int MostLinks = 40;

    private const int Sticky = 0x200, GroupWrites = 0x10, OthersWrite = 0x2;

    private readonly List<HeldInode> folders = [];

    private GuardedWay()
    {
    }

    /// <summary>The folder that the place lies in.</summary>
    public HeldInode Folder => folders[^1];

    /// <summary>What lies there; null when nothing does.</summary>
    public HeldInode? Target { get; private set; }

    /// <summary>Its name in the folder.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The mounts that led here.</summary>
    public required HostMounts Mounts { get; init; }

    /// <summary>The host's own path without symlinks.</summary>
    public string Path => HeldInode.Join(Folder.Path, Name);

    /// <exception cref="RefusedException">The place cannot be reached safely.</exception>
    public static GuardedWay To(HostPaths host, HostMounts mounts, string path)
    {
        // First by the mount table, which keeps the walk from touching what is shared with others.
        var place = mounts.Walk.To(path);
        if (place.WhyNotLooked() is { } why)
            throw new RefusedException(why);
        var way = new GuardedWay { Mounts = mounts };
        try
        {
            way.Walk(host, path);
            way.Compare(host, place);
            return way;
        }
        catch
        {
            way.Dispose();
            throw;
        }
    }

    /// <summary>Holds what was made there a moment ago.</summary>
    /// <exception cref="RefusedException"/>
    public void TakeTarget()
    {
        Target?.Dispose();
        Target = Folder.Child(Name, out var error) ?? throw RefusedException.Of(Path, "open", error);
        if (!Target.IsOnMountOf(Folder.Facts))
            throw new RefusedException($"{UnixText.Shown(Path)} is a mount point now and was none a moment ago");
    }

    public void Dispose()
    {
        Target?.Dispose();
        foreach (var folder in folders)
            folder.Dispose();
    }

    private void Walk(HostPaths host, string path)
    {
        folders.Add(HeldInode.Root(host));
        var pending = new Stack<string>();
        Push(pending, path);
        for (var links = 0; pending.TryPop(out var name);)
        {
            if (name is "." or "..")
            {
                if (name == ".." && folders.Count > 1)
                    Leave();
                continue;
            }
            if (Guard(Folder) is { } how)
                throw new RefusedException($"{UnixText.Shown(path)} is left alone: {how}");
            var next = Folder.Child(name, out var error);
            if (next is null && error.MeansMissing && pending.Count == 0)
            {
                Name = name;
                return;
            }
            if (next is null)
                throw error.MeansMissing
                    ? new RefusedException($"{UnixText.Shown(path)} is left alone: {UnixText.Shown(HeldInode.Join(Folder.Path, name))} is missing too; its volume may not be mounted")
                    : RefusedException.Of(HeldInode.Join(Folder.Path, name), "open", error);
            if (next.Facts.Owner != 0 && (Folder.Mode & Sticky) != 0 && (Folder.Mode & (GroupWrites | OthersWrite)) != 0)
                Refuse(next, $"user {next.Facts.Owner}, to whom it belongs, can put something else in its place: move it out of {UnixText.Shown(Folder.Path)}");
            if (next.Facts.Kind == InodeKind.Symlink)
            {
                Follow(next, path, pending, ++links);
                continue;
            }
            if (pending.Count == 0 || pending.All(rest => rest == "."))
            {
                (Target, Name) = (next, name);
                return;
            }
            if (next.Facts.Kind != InodeKind.Folder)
                Refuse(next, "it is no folder");
            folders.Add(next);
        }
        throw new RefusedException($"{UnixText.Shown(path)} is the root of the host");
    }

    private void Follow(HeldInode link, string path, Stack<string> pending, int links)
    {
        using (link)
        {
            // Made while others could still write the folder, or given away since: whoever owns it did not have to be root.
            if (link.Facts.Owner != 0)
                throw new RefusedException($"{UnixText.Shown(path)} is left alone: the symlink {UnixText.Shown(link.Path)} belongs to user {link.Facts.Owner}; "
                    + $"look where it leads, then: chown -h root {ShellText.Quote(link.Path)}");
            if (links > MostLinks)
                throw RefusedException.Of(link.Path, "follow", Errno.Loop);
            var target = link.LinkTarget(out var error) ?? throw RefusedException.Of(link.Path, "read", error);
            while (target.StartsWith('/') && folders.Count > 1)
                Leave();
            Push(pending, target);
        }
    }

    /// <summary>How others than root could change what lies in a folder, or null.</summary>
    private static string? Guard(HeldInode folder)
    {
        var (facts, mode) = (folder.Facts, folder.Mode);
        var how = facts.Owner != 0 ? $"belongs to user {facts.Owner}"
            : (mode & Sticky) != 0 ? null
            : (mode & OthersWrite) != 0 ? "can be written by everybody"
            : (mode & GroupWrites) == 0 ? null
            : facts.Group != 0 ? $"can be written by group {facts.Group}"
            : folder.Attribute("system.posix_acl_access\0"u8, out _).Length > 0 ? "can be written by others, as its access control list says"
            : null;
        return how is null ? null
            : $"{UnixText.Shown(folder.Path)} {how}, and so not by root alone; cure: chown root {ShellText.Quote(folder.Path)} && chmod go-w {ShellText.Quote(folder.Path)}";
    }

    private void Compare(HostPaths host, Place place)
    {
        var path = place.Path;
        if (place.Real != Path || (place.State == PlaceState.Missing) != (Target is null))
            throw new RefusedException($"{UnixText.Shown(path)} has changed while it was looked at");
        var seen = Target is null ? Mounts.Walk.To(Folder.Path).Inode : place.Inode;
        var held = (Target ?? Folder).Facts;
        if (seen is null || seen.Volume != held.Volume || seen.MountId != held.MountId)
            throw new RefusedException($"{UnixText.Shown(path)} lies on another mount than a moment ago");
        if (PlannedMounts.Missing(host, Mounts, Path) is { } point)
            throw new RefusedException($"{UnixText.Shown(path)} is left alone: {UnixText.Shown(point)} is to be a volume of its own, which is not mounted; cure: mount {ShellText.Quote(point)}");
    }

    private void Leave()
    {
        Folder.Dispose();
        folders.RemoveAt(folders.Count - 1);
    }

    private static void Refuse(HeldInode inode, string why)
    {
        using (inode)
            throw new RefusedException($"{UnixText.Shown(inode.Path)} is left alone: {why}");
    }

    private static void Push(Stack<string> pending, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            pending.Push(name);
    }
}
