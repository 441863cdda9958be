namespace HsTrainerAgent.Linux;

/// <summary>Tells whether somebody other than root and the user of this process could change a file, by itself or by a folder above it.</summary>
internal static class WriteAccess
{
    /// <summary>Which place lets others in and how, or null.</summary>
    /// <param name="path">On this machine; who may change where a symlink leads is decided by the folder it lies in.</param>
    /// <param name="shown">The host's own path.</param>
    public static OpenPlace? OpenToOthers(string path, string shown)
    {
        var self = Libc.geteuid();
        foreach (var place in Places(Path.GetFullPath(path)))
        {
            if (Inode.Of(place, out var error) is not { } inode)
                return new OpenPlace(shown, $"cannot be judged: {place}: {error}");
            if (WritableBy(inode, self) is { } how)
                return place == Path.GetFullPath(path) ? new OpenPlace(shown, how) : new OpenPlace(place, $"can be replaced, because {place} {how}");
        }
        return null;
    }

    // A sticky folder lets only owners rename and remove.
    private static string? WritableBy(Inode inode, uint self)
    {
        const int sticky = 0x200, group = 0x10, others = 0x2;
        return inode.Owner != 0 && inode.Owner != self ? $"belongs to user {inode.Owner}"
            : (inode.Permissions & sticky) != 0 ? null
            : (inode.Permissions & others) != 0 ? "can be written by everybody"
            : (inode.Permissions & group) != 0 && inode.Group != 0 ? $"can be written by group {inode.Group}"
            : null;
    }

    // Each step as the kernel takes it: for a symlink, the folder it lies in and each step of where it leads.
    private static IEnumerable<string> Places(string path)
    {
        var left = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var here = "/";
        yield return here;
        for (var links = 0; left.TryPop(out var step);)
        {
            if (step is "." or "..")
            {
                here = step == "." ? here : Path.GetDirectoryName(here) ?? "/";
                continue;
            }
            var next = Path.Combine(here, step);
            if (Symlink.Target(next, out _) is not { } target)
            {
                yield return here = next;
                continue;
            }
            // The kernel follows 40; more is a loop, which the look at it then tells.
            if (++links > 40)
                yield break;
            here = target.StartsWith('/') ? "/" : here;
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                left.Push(part);
        }
    }
}

/// <summary>A place that somebody else may write.</summary>
/// <param name="How">Words that follow the path of what it leads to.</param>
internal sealed record OpenPlace(string Place, string How);
