namespace HsTrainerAgent.Linux;

/// <summary>
/// Walks a path as the kernel does below a root, and touches a step only after the mount it lies on is known to be local:
/// nothing is ever asked of a shared file system or an automount point. Without mounts it only follows symlinks.
/// </summary>
internal sealed class PathWalk
{
    // MAXSYMLINKS of the kernel.
    private const int MostLinks = 40;

    private readonly string root;
    private readonly MountTable? mounts;
    private readonly string judgedRoot;
    private readonly Mount? rootMount;

    /// <param name="root">Where the host's <c>/</c> lies on this machine, itself free of symlinks.</param>
    /// <param name="judgedRoot">The host's <c>/</c> as the mounts name it.</param>
    /// <param name="rootMount">The mount of the host's <c>/</c>.</param>
    public PathWalk(string root, MountTable? mounts = null, string judgedRoot = "/", Mount? rootMount = null)
    {
        this.root = root == "/" ? "" : root;
        this.mounts = mounts;
        this.judgedRoot = judgedRoot == "/" ? "" : judgedRoot;
        this.rootMount = rootMount ?? mounts?.Root;
    }

    private sealed record Step(string Path, Mount? Mount, Inode? Inode, Step? Up)
    {
        /// <summary>A shared file system, other than that of the root, on the way here: each look-up would pass through it.</summary>
        public Mount? Foreign { get; init; }
    }

    public Place To(string path)
    {
        var here = new Step("/", rootMount, null, null);
        var pending = new Stack<string>();
        Push(pending, path);
        for (var links = 0; pending.TryPop(out var name);)
        {
            if (here.Inode is { Kind: not InodeKind.Folder })
                return Ended(here with { Path = $"{here.Path}/{name}" }, PlaceState.Missing, Failure(here.Path, Errno.NotDirectory));
            if (name is "." or "..")
            {
                here = name == "." ? here : here.Up ?? here;
                continue;
            }
            var next = here.Path == "/" ? "/" + name : here.Path + "/" + name;
            if (Known(here, next) is { } step)
            {
                here = step;
                continue;
            }
            if (Untouchable(here) is { } reason)
                return Ended(here with { Path = next }, reason.State, reason.Why);
            var inode = Inode.Of(On(next), out var error);
            if (inode is null)
                return Ended(here with { Path = next }, error.MeansMissing ? PlaceState.Missing : PlaceState.Unknown, Failure(next, error));
            if (inode.Kind != InodeKind.Symlink)
            {
                here = new Step(next, here.Mount, inode, here) { Foreign = here.Foreign };
                continue;
            }
            if (++links > MostLinks)
                return Ended(here with { Path = next }, PlaceState.Unknown, Failure(next, Errno.Loop));
            if (Symlink.Target(On(next), out error) is not { } target)
                return Ended(here with { Path = next }, PlaceState.Unknown, Failure(next, error));
            if (target.StartsWith('/'))
                here = new Step("/", rootMount, null, null);
            Push(pending, target);
        }
        return Looked(here);

        // Where the walk stopped, with what was left to walk.
        Place Ended(Step at, PlaceState state, string? why)
        {
            var real = string.Join('/', pending.Where(name => name != ".").Prepend(at.Path));
            return new Place(path, real, On(real), state, at.Mount, null, why);
        }

        Place Looked(Step at)
        {
            if (Untouchable(at) is { } reason)
                return Ended(at, reason.State, reason.Why);
            var (inode, error) = at.Inode is not null ? (at.Inode, Errno.None) : (Inode.Of(On(at.Path), out var failed), failed);
            return inode is not null ? new Place(path, at.Path, On(at.Path), PlaceState.Found, at.Mount, inode, null)
                : Ended(at, error.MeansMissing ? PlaceState.Missing : PlaceState.Unknown, Failure(at.Path, error));
        }
    }

    /// <summary>What mountinfo alone tells of a step: a mount point, or a folder on the way to one; neither can be a symlink.</summary>
    private Step? Known(Step here, string next)
    {
        if (mounts is null || here.Mount is null)
            return null;
        if (mounts.On(here.Mount, judgedRoot + next) is { } mount)
        {
            var foreign = here.Foreign ?? (here.Mount != rootMount && here.Mount.Nature == FileSystemNature.Shared ? here.Mount : null);
            return new Step(next, mount, null, here) { Foreign = foreign };
        }
        return mounts.LeadsToMount(here.Mount, judgedRoot + next) ? new Step(next, here.Mount, null, here) { Foreign = here.Foreign } : null;
    }

    private static (PlaceState State, string? Why)? Untouchable(Step at) => at.Mount switch
    {
        { Nature: FileSystemNature.Shared } => (PlaceState.Shared, null),
        { Nature: FileSystemNature.Automount } mount =>
            (PlaceState.Unknown, $"{UnixText.Shown(mount.Point)} is an automount point with nothing mounted, and looking would mount it"),
        { IsVeil: true } mount => (PlaceState.Unknown, Veil.Sentence(mount.Point)),
        _ when at.Foreign is { } foreign => (PlaceState.Unknown, $"the way to {UnixText.Shown(at.Path)} leads through {foreign}, which is not touched"),
        _ => null,
    };

    private string On(string hostPath) => hostPath == "/" ? (root.Length == 0 ? "/" : root) : root + hostPath;

    private static string Failure(string path, Errno error) => $"{UnixText.Shown(path)}: {error}";

    private static void Push(Stack<string> pending, string path)
    {
        // A slash at the end asks for a folder, as a dot does.
        if (path.EndsWith('/'))
            pending.Push(".");
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            pending.Push(name);
    }
}
