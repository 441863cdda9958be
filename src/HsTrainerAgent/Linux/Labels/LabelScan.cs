namespace HsTrainerAgent.Linux.Labels;

/// <summary>
/// Compares the SELinux type of everything in a folder, on one mount, with the one wanted: each entry's own label, symlinks never followed,
/// what vanishes meanwhile ignored, what cannot be read told without ending the scan.
/// </summary>
internal sealed class LabelScan
{
    // d_type of readdir(3).
    private const byte Folder = 4, UnknownType = 0;

    private readonly Dictionary<string, Dictionary<string, Mount>> mountsInside;
    private readonly ScanFolder start;
    private readonly bool withItself;
    private readonly Stack<ScanFolder> pending = new();
    private readonly FolderReader reader = new();
    private readonly ScanNotes notes = new();
    private readonly LabelComparison comparison;
    private Inode? startInode;

    /// <param name="place">A folder that was found on a local file system.</param>
    /// <param name="mountsInside">The host's paths inside it at which something is mounted.</param>
    /// <param name="withItself">Whether the folder's own label counts.</param>
    public LabelScan(Place place, string type, IReadOnlyDictionary<string, Mount> mountsInside, bool withItself)
    {
        this.withItself = withItself;
        comparison = new LabelComparison(type, notes);
        start = new ScanFolder(new ScanBase(UnixText.ToBytes(place.Here), [], -1), []);
        // By folder, so that only the few folders that hold a mount point look each name up.
        this.mountsInside = mountsInside
            .Select(pair => (Name: pair.Key[(place.Real.Length + 1)..], Mount: pair.Value))
            .GroupBy(mount => Path.GetDirectoryName(mount.Name)!)
            .ToDictionary(group => group.Key, group => group.ToDictionary(mount => Path.GetFileName(mount.Name), mount => mount.Mount));
    }

    public LabelScanResult Run(CancellationToken cancellation)
    {
        Push(start);
        try
        {
            while (pending.TryPop(out var folder))
            {
                try
                {
                    cancellation.ThrowIfCancellationRequested();
                    Read(folder, cancellation);
                }
                finally
                {
                    folder.Base.Release();
                }
            }
        }
        finally
        {
            while (pending.TryPop(out var left))
                left.Base.Release();
        }
        return notes.Result(name => comparison.IsWrong([.. ScanFolder.Join(start.Path, name), 0]));
    }

    private void Push(ScanFolder folder)
    {
        folder.Base.Use();
        pending.Push(folder);
    }

    private unsafe void Read(ScanFolder folder, CancellationToken cancellation)
    {
        byte[] path = [.. folder.Path, 0];
        var name = folder.FullName;
        int file;
        fixed (byte* opened = path)
            file = Libc.open(opened, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0);
        if (file < 0)
        {
            Unopened(path, name, Errno.Last);
            return;
        }
        // Closed by the last to release it, which is this method unless a folder below it waits to be read.
        var open = ScanBase.OfOpen(file, name);
        open.Use();
        try
        {
            var inode = Inode.OfOpen(file, out var error);
            startInode ??= inode;
            if (inode is null)
                notes.CouldNotSee(name, error);
            else if (IsElsewhere(inode, startInode!))
                notes.Skip(name, null);
            else
            {
                if (name.Length > 0 || withItself)
                    comparison.CompareOpen(file, name);
                ReadEntries(folder.IsLong ? new ScanFolder(open, []) : folder, file, cancellation);
            }
        }
        finally
        {
            open.Release();
        }
    }

    private void Unopened(byte[] path, byte[] name, Errno error)
    {
        // Something else has taken the folder's place, or nothing.
        if (name.Length > 0 && (error.MeansMissing || error == Errno.Loop))
            return;
        notes.CouldNotSee(name, error);
        if (name.Length > 0 || withItself)
            comparison.Compare(path, name, []);
    }

    private void ReadEntries(ScanFolder folder, int file, CancellationToken cancellation)
    {
        var folderName = folder.FullName;
        var mounts = mountsInside.Count == 0 ? null : mountsInside.GetValueOrDefault(UnixText.FromBytes(folderName));
        byte[] path = [.. folder.Path, (byte)'/', .. new byte[256]];
        var nameAt = path.Length - 256;
        reader.Begin();
        while (true)
        {
            if (reader.IsDrained)
                cancellation.ThrowIfCancellationRequested();
            var entry = reader.Next(file, out var kind, out var error);
            if (error != Errno.None && !error.MeansMissing)
                notes.CouldNotSee(folderName, error);
            if (entry.IsEmpty)
                return;
            entry.CopyTo(path.AsSpan(nameAt));
            var entryPath = path.AsSpan(0, nameAt + entry.Length);
            entry = entry[..^1];
            if (mounts is not null && mounts.TryGetValue(UnixText.FromBytes(entry), out var mount))
                notes.Skip(ScanFolder.Join(folderName, entry), mount);
            else if (kind == Folder || (kind == UnknownType && Inode.Of(entryPath, out _) is { Kind: InodeKind.Folder }))
                Push(folder with { Name = ScanFolder.Join(folder.Name, entry) });
            else
                comparison.Compare(entryPath, folderName, entry);
        }
    }

    // A bind mount of the same file system has the same st_dev; kernels before 5.8 tell it by the mount table alone.
    private static bool IsElsewhere(Inode inode, Inode start) =>
        inode.MountId is { } id && start.MountId is { } startId ? id != startId : inode.Volume != start.Volume;
}
