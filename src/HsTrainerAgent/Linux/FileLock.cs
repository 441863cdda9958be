using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>An advisory lock (flock) on a file that holds the holder's process id; the kernel frees it when the holder ends, however it ends.</summary>
/// <remarks>The descriptor is close-on-exec: no child inherits the lock. The file is never removed: removing it would let two hold "the" lock.</remarks>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle file;

    private FileLock(SafeFileHandle file)
    {
        this.file = file;
        Inode = FileFacts.TryRead((int)file.DangerousGetHandle(), "\0"u8, Libc.AT_EMPTY_PATH, out var facts, out _) ? facts.Inode : 0;
    }

    /// <summary>The number of its inode, by which <see cref="FlockTable"/> knows it; 0 when the kernel does not tell.</summary>
    public ulong Inode { get; }

    /// <summary>Takes the lock without waiting; null when another process, or this one, holds it already. Makes the folder when it is missing.</summary>
    /// <exception cref="IOException">The file cannot be opened or locked; the message names it and the reason.</exception>
    public static FileLock? TryTake(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Not following a symlink matters: root takes locks in a folder that belongs to the daemon's user.
        var file = Libc.open(path, Libc.O_RDONLY | Libc.O_CREAT | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0b110_100_100);
        if (file.IsInvalid)
            throw Failed(path, "open", Errno.Last);
        while (Libc.flock(file, Libc.LOCK_EX | Libc.LOCK_NB) != 0)
        {
            var error = Errno.Last;
            if (error == Errno.Interrupted)
                continue;
            file.Dispose();
            return error == Errno.WouldBlock ? null : throw Failed(path, "lock", error);
        }
        TellHolder(path);
        return new FileLock(file);
    }

    /// <summary>The same, but tries again for a while before it gives up.</summary>
    public static async Task<FileLock?> TakeAsync(string path, TimeSpan patience)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause).ConfigureAwait(false))
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                return null;
        }
    }

    // Only for people: a full disk or a file that belongs to root is no reason not to hold the lock.
    private static void TellHolder(string path)
    {
        using var file = Libc.open(path, Libc.O_RDWR | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (file.IsInvalid)
            return;
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"), 0);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The lock is held all the same.
        }
    }

    /// <summary>The process id that the present holder wrote, or null when it cannot be read.</summary>
    public static int? HolderOf(string path)
    {
        // Not File.OpenHandle: it takes a shared flock of its own, fails on a held lock and would for a moment keep others out of a free one.
        using var file = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (file.IsInvalid)
            return null;
        try
        {
            Span<byte> text = stackalloc byte[16];
            return Utf8Parser.TryParse(text[..RandomAccess.Read(file, text, 0)], out int pid, out _) ? pid : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Frees the lock at once, though a process that is just being started may hold a copy of the descriptor until it executes its program.</summary>
    public void Dispose()
    {
        if (!file.IsClosed)
            _ = Libc.flock(file, Libc.LOCK_UN);
        file.Dispose();
    }

    private static IOException Failed(string path, string verb, Errno error) => new($"cannot {verb} {path}: {error.Words}", error.Number);
}
