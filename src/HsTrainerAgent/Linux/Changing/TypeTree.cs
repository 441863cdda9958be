using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Linux.Changing;

/// <summary>
/// Sets the SELinux type of a folder and of everything in it, as <c>chcon -R -t</c>, while its owner may be hostile: by descriptors alone, on one
/// mount, symlinks themselves and never where they lead, nothing that could be a file of somebody else under a second name, no devices.
/// </summary>
internal sealed class TypeTree(string type, IReadOnlySet<string> mountPoints)
{
    // Each level holds one descriptor. PostgreSQL needs five.
    private const int MostLevels = 512;

    private const int Told = 3;

    // Of each end of a path: whoever owns the folder could fill the journal with names.
    private const int MostShown = 200;

    // d_type of readdir(3).
    private const byte Folder = 4, UnknownType = 0;

    private readonly TypeLabel label = new(type);
    private readonly FolderEntries entries = new();
    private readonly List<string> left = [];
    private long leftCount;
    private HeldInode start = null!;

    /// <summary>How many were labelled.</summary>
    public long Changed { get; private set; }

    /// <summary>How many file systems mounted inside were not entered.</summary>
    public int Mounts { get; private set; }

    /// <summary>What was left and why: the first few, then how many more.</summary>
    public IReadOnlyList<string> Left => leftCount > left.Count ? [.. left, $"and {leftCount - left.Count} more"] : left;

    /// <exception cref="RefusedException">The folder itself cannot be labelled.</exception>
    public void Set(HeldInode folder, CancellationToken cancellation)
    {
        start = folder;
        if (label.Set(folder, out var error))
            Changed++;
        if (error != Errno.None)
            throw RefusedException.Of(folder.Path, "chcon", error);
        Into(folder, 1, cancellation);
    }

    private void Into(HeldInode folder, int level, CancellationToken cancellation)
    {
        if (level > MostLevels)
        {
            Leave(folder.Path, $"deeper than {MostLevels} levels");
            return;
        }
        var below = new List<byte[]>();
        using (var open = folder.OpenToRead(Libc.O_DIRECTORY))
        {
            if (open.IsInvalid)
            {
                Leave(folder.Path, Errno.Last.ToString());
                return;
            }
            var file = (int)open.DangerousGetHandle();
            Errno error;
            while (entries.Fill(file, out error))
            {
                cancellation.ThrowIfCancellationRequested();
                for (var name = entries.Next(out var kind); !name.IsEmpty; name = entries.Next(out kind))
                {
                    // Folders later: the entries are one for all.
                    if (kind is Folder or UnknownType)
                        below.Add(name.ToArray());
                    else
                        Entry(folder, name, level, cancellation);
                }
            }
            if (error != Errno.None && !error.MeansMissing)
                Leave(folder.Path, error.ToString());
        }
        foreach (var name in below)
            Entry(folder, name, level, cancellation);
    }

    private void Entry(HeldInode folder, ReadOnlySpan<byte> name, int level, CancellationToken cancellation)
    {
        var path = HeldInode.Join(folder.Path, UnixText.FromBytes(name[..^1]));
        if (mountPoints.Contains(path))
        {
            Mounts++;
            return;
        }
        using var entry = folder.Child(name, path, out var error);
        if (entry is null)
        {
            if (!error.MeansMissing)
                Leave(path, error.ToString());
            return;
        }
        // What is mounted inside is no part of the folder; the check does not look there either.
        if (!entry.IsOnMountOf(start.Facts))
        {
            Mounts++;
            return;
        }
        if (WhyNot(entry.Facts) is { } why)
        {
            // What is right already needs nothing.
            if (TypeLabel.Of(entry, out _) != type)
                Leave(path, why);
            return;
        }
        if (label.Set(entry, out error))
            Changed++;
        else if (error != Errno.None && !error.MeansMissing)
            Leave(path, error.ToString());
        if (entry.Facts.Kind == InodeKind.Folder)
            Into(entry, level + 1, cancellation);
    }

    // A hard link is a second name that the owner of a folder can give to a file elsewhere: only to his own does he lose nothing.
    private string? WhyNot(FileFacts facts) =>
        facts.Kind is InodeKind.File && facts.Links > 1 && (facts.Owner == 0 || facts.Owner != start.Facts.Owner)
            ? $"it has {facts.Links} names (hard links) and belongs to user {facts.Owner}, so that it may be a file of another place; look at it, then: chcon -h -t {type}"
        : facts.IsDevice ? "it is a device"
        : null;

    private void Leave(string path, string why)
    {
        if (leftCount++ < Told)
            left.Add($"{UnixText.Shown(path.Length <= 2 * MostShown ? path : $"{path[..MostShown]}…{path[^MostShown..]}")}: {why}");
    }
}
