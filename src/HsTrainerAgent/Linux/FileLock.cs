using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>An advisory lock (flock) on a file that holds the holder's process id; the kernel frees it when the holder ends, however it ends.</summary>
/// <remarks>The descriptor is close-on-exec: no child inherits the lock. The file is never removed: removing it would let two hold "the" lock.</remarks>
internal sealed partial class FileLock : IDisposable
{
    private readonly SafeFileHandle file;

    private FileLock(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the lock without waiting; null when another process, or this one, holds it already. Makes the folder when it is missing.</summary>
    /// <exception cref="IOException">The file cannot be opened or locked; the message names it and the reason.</exception>
    public static FileLock? TryTake(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // Not following a symlink matters: root takes locks in a folder that belongs to the daemon's user.
        var file = Open(path, Flags.ReadWrite | Flags.Create | Flags.NoFollow | Flags.NonBlock | Flags.CloseOnExec, 0b110_100_100);
        if (file.IsInvalid)
            throw Failed(path, "open");
        while (Flock(file, ExclusiveNow) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted)
                continue;
            var failure = error == WouldBlock ? null : Failed(path, "lock");
            file.Dispose();
            return failure is null ? null : throw failure;
        }
        RandomAccess.SetLength(file, 0);
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"), 0);
        return new FileLock(file);
    }

    /// <summary>The process id that the present holder wrote, or null when it cannot be read.</summary>
    public static int? HolderOf(string path)
    {
        // Not File.OpenHandle: it takes a shared flock of its own, fails on a held lock and would for a moment keep others out of a free one.
        using var file = Open(path, Flags.NoFollow | Flags.NonBlock | Flags.CloseOnExec, 0);
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

    public void Dispose() => file.Dispose();

    private static IOException Failed(string path, string verb)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"cannot {verb} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [Flags]
    private enum Flags { ReadWrite = 2, Create = 0x40, NonBlock = 0x800, NoFollow = 0x20000, CloseOnExec = 0x80000 }

    private const int ExclusiveNow = 2 | 4;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, Flags flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
