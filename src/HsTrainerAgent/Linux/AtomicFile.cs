namespace HsTrainerAgent.Linux;

/// <summary>Replaces a file whole or not at all, also across a power cut: temporary file, fsync, rename, fsync of the folder.</summary>
internal static class AtomicFile
{
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_000;

    /// <param name="mode">The new file's permissions, whatever the umask; a set-group-id folder gives it its group.</param>
    /// <exception cref="IOException">The old content stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        Replace(path, content, mode, lasting: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same for a file that is rewritten all the time and need not outlive the machine: nothing is flushed to a disk.</summary>
    /// <exception cref="IOException">The old content stands.</exception>
    public static void WriteFleeting(string path, ReadOnlySpan<byte> content, UnixFileMode mode) => Replace(path, content, mode, lasting: false);

    private static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool lasting)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder, FolderMode);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}");
        try
        {
            File.Delete(temporary);
            // Never an existing name: root writes into the daemon's folder, where a planted symlink would lead elsewhere.
            using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
            {
                File.SetUnixFileMode(file.SafeFileHandle, mode);
                file.Write(content);
                file.Flush(flushToDisk: lasting);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes the file so that it stays removed after a power cut; a missing one is fine.</summary>
    /// <exception cref="IOException">It may still be there.</exception>
    public static void Remove(string path)
    {
        // Not File.Exists: a file that cannot be looked at is there.
        if (Inode.Of(path, out var error) is null && error.MeansMissing)
            return;
        File.Delete(path);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    private static void SyncFolder(string folder)
    {
        using var open = Libc.open(folder, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
        if (open.IsInvalid || Libc.fsync(open) < 0)
            throw new IOException($"{folder}: {Errno.Last.Words}");
    }
}
