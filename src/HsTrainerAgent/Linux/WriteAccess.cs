namespace HsTrainerAgent.Linux;

/// <summary>Tells whether somebody other than root and the user of a process could change a file, by itself or by a folder above it.</summary>
internal static class WriteAccess
{
    /// <summary>The kernel follows as many symlinks; more is a loop.</summary>
    private const int MostLinks = 40;

    /// <summary>Which place lets others in and how, or null.</summary>
    /// <param name="host">Nothing above its root is judged unless it is the running host; absolute symlinks lead below it.</param>
    /// <param name="path">The host's own path; who may change where a symlink leads is decided by the folder it lies in.</param>
    /// <param name="unknown">Why a place could not be judged, or null.</param>
    /// <param name="self">The user besides root who may write; by default this process's.</param>
    public static OpenPlace? OpenToOthers(HostPaths host, string path, out string? unknown, uint? self = null)
    {
        var trusted = self ?? Libc.geteuid();
        unknown = null;
        var left = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var (here, sticky, links) = ("/", false, 0);
        if (host.IsRunningHost && Judge(host, here, trusted, isAbove: true, ref sticky, out unknown) is { } above)
            return above;
        while (unknown is null && left.TryPop(out var step))
        {
            if (step is "." or "..")
            {
                here = step == "." ? here : Path.GetDirectoryName(here) ?? "/";
                continue;
            }
            var next = Path.Combine(here, step);
            if (Symlink.Target(host.Below(next), out _) is not { } target)
            {
                here = next;
                if (Judge(host, here, trusted, isAbove: left.Count > 0, ref sticky, out unknown) is { } open)
                    return left.Count > 0 ? open with { How = $"can be replaced, because {here} {open.How}" } : open;
                continue;
            }
            // In a sticky folder anybody may make a symlink, and its owner may lead it elsewhere.
            if (sticky && Inode.Of(host.Below(next), out _) is { } link && link.Owner != 0 && link.Owner != trusted)
                return new OpenPlace(next, $"can be replaced, because the symlink {next} belongs to user {link.Owner}") { IsLink = true };
            if (++links > MostLinks)
                unknown = $"{path}: too many symlinks";
            here = target.StartsWith('/') ? "/" : here;
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                left.Push(part);
        }
        return null;
    }

    private static OpenPlace? Judge(HostPaths host, string place, uint self, bool isAbove, ref bool sticky, out string? unknown)
    {
        unknown = null;
        if (Inode.Of(host.Below(place), out var error) is not { } inode)
        {
            unknown = $"{place}: {error}";
            return null;
        }
        const int stickyBit = 0x200, group = 0x10, others = 0x2;
        sticky = (inode.Permissions & stickyBit) != 0;
        var how = inode.Owner != 0 && inode.Owner != self ? $"belongs to user {inode.Owner}"
            // A sticky folder lets only owners rename and remove what lies in it; for the thing itself it means nothing.
            : sticky && isAbove ? null
            : (inode.Permissions & others) != 0 ? "can be written by everybody"
            // Beside an access list the group's bits are the most that the list grants, and not what the group may.
            : (inode.Permissions & group) != 0 && AccessList.LetsWrite(host.Below(place), self) is { } whom ? $"has an access list (getfacl) that lets {whom} write"
            : (inode.Permissions & group) != 0 && inode.Group != 0 ? $"can be written by group {inode.Group}"
            : null;
        return how is null ? null : new OpenPlace(place, how);
    }
}

/// <summary>A place that somebody else may write, as the host names it.</summary>
/// <param name="How">Words that follow the path of what it leads to.</param>
internal sealed record OpenPlace(string Place, string How)
{
    /// <summary>The place is a symlink, of which only the owner counts.</summary>
    public bool IsLink { get; init; }

    /// <summary>The command that closes it; it takes the right to write from an access list too.</summary>
    public string Cure => IsLink ? $"chown -h root {ShellText.Quote(Place)}" : $"chown root {ShellText.Quote(Place)} && chmod go-w {ShellText.Quote(Place)}";
}
