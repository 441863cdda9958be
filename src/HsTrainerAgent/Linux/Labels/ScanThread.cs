namespace HsTrainerAgent.Linux.Labels;

/// <summary>One of the threads of a scan: takes folders from the queue, compares what is in them and puts the folders that it meets back.</summary>
internal sealed class ScanThread(ScanQueue queue, ScanBounds bounds, ScanNotes notes, string type, bool withItself)
{
    // d_type of readdir(3).
    private const byte Folder = 4, UnknownType = 0;

    private readonly LabelComparison comparison = new(type, bounds, notes);
    private FolderEntries entries = new();
    private bool hasOwnFolder;

    public ScanNotes Notes { get; } = notes;

    /// <summary>Until nothing is left to do; a fault ends the other threads too. The thread must be of no use to anybody afterwards.</summary>
    public void Run()
    {
        // With a working folder that is not the process's, names are looked up in it; whole paths cost a seventh more time.
        hasOwnFolder = Libc.unshare(Libc.CLONE_FS) == 0;
        try
        {
            while (queue.TryTake(out var work))
            {
                try
                {
                    if (work.Entries is null)
                        Read(work.Folder);
                    else
                        CompareAll(work.Folder, work.Open!, work.Entries);
                }
                finally
                {
                    work.Release();
                }
                if (work.Entries is { } done)
                    queue.Return(done);
            }
        }
        catch
        {
            queue.End();
            throw;
        }
    }

    private unsafe void Read(ScanFolder folder)
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
            if (Inode.OfOpen(file, out var error) is not { } inode)
                Notes.CouldNotSee(name, error);
            else if (bounds.IsElsewhere(inode))
                Notes.Skip(name, null);
            else
            {
                if (name.Length > 0 || withItself)
                    comparison.CompareOpen(file, name);
                ReadEntries(folder.IsLong ? new ScanFolder(open, []) : folder, open, file);
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
        Notes.CouldNotSee(name, error);
        if (name.Length > 0 || withItself)
            comparison.Compare(path, name, []);
    }

    private void ReadEntries(ScanFolder folder, ScanBase open, int file)
    {
        Errno error;
        while (entries.Fill(file, out error) && !queue.IsOver)
        {
            if (entries.IsFull && queue.IsShort)
            {
                // A huge folder is more than one thread's work.
                queue.Push(new ScanWork(folder, open, entries));
                entries = queue.Spare();
            }
            else
            {
                CompareAll(folder, open, entries);
            }
        }
        if (error != Errno.None && !error.MeansMissing)
            Notes.CouldNotSee(folder.FullName, error);
    }

    private void CompareAll(ScanFolder folder, ScanBase open, FolderEntries entries)
    {
        var folderName = folder.FullName;
        var mounts = bounds.MountsIn(folderName);
        byte[] path = hasOwnFolder && open.Enter() ? new byte[256] : [.. folder.Path, (byte)'/', .. new byte[256]];
        var nameAt = path.Length - 256;
        while (entries.Next(out var kind) is { IsEmpty: false } entry && !queue.IsOver)
        {
            // Some file systems have names of more than 255 bytes.
            if (entry.Length > path.Length - nameAt)
                Array.Resize(ref path, nameAt + entry.Length);
            entry.CopyTo(path.AsSpan(nameAt));
            var entryPath = path.AsSpan(0, nameAt + entry.Length);
            entry = entry[..^1];
            if (mounts is not null && mounts.TryGetValue(UnixText.FromBytes(entry), out var mount))
                Notes.Skip(ScanFolder.Join(folderName, entry), mount);
            else if (kind == Folder || (kind == UnknownType && Inode.Of(entryPath, out _) is { Kind: InodeKind.Folder }))
                queue.Push(new ScanWork(new ScanFolder(folder.Base, ScanFolder.Join(folder.Name, entry))));
            else
                comparison.Compare(entryPath, folderName, entry);
        }
    }
}
