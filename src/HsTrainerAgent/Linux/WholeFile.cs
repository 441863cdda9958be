using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

internal enum FileProblem { None, Missing, Denied, Folder, NotRegular, TooLarge, Failed }

/// <summary>The bytes of a file, or why there are none.</summary>
/// <param name="Text">For <see cref="FileProblem.Failed"/>, the system's own words.</param>
internal sealed record FileContent(byte[] Bytes, FileProblem Problem, string? Text = null);

/// <summary>Reads a regular file whole and never anything else: a FIFO or a device is neither opened nor waited for.</summary>
internal static partial class WholeFile
{
    private const int AtCurrentFolder = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint StatxTypeAndSize = 0x1 | 0x200;
    private const int OpenForReading = 0x800 | 0x100 | 0x80000; // O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, the same on x86-64 and arm64
    private const int NoSuchFile = 2, NotPermitted = 1, AccessDenied = 13, NotAFolder = 20;

    /// <param name="path">A path on this machine; symlinks are followed.</param>
    /// <param name="limit">In bytes; a larger file is refused without being read.</param>
    public static FileContent Read(string path, int limit)
    {
        // Looked at before it is opened, because opening a device may already do something; and again once open, because it may have been swapped.
        if (Statx(AtCurrentFolder, Terminated(path), 0, StatxTypeAndSize, out var before) != 0)
            return Refused(Marshal.GetLastPInvokeError());
        if (Judge(before, limit) is { } problem)
            return problem;
        using var handle = Open(Terminated(path), OpenForReading);
        if (handle.IsInvalid)
            return Refused(Marshal.GetLastPInvokeError());
        if (Statx((int)handle.DangerousGetHandle(), [0], AtEmptyPath, StatxTypeAndSize, out var now) != 0)
            return Refused(Marshal.GetLastPInvokeError());
        return Judge(now, limit) ?? ReadUpTo(handle, limit);
    }

    private static FileContent ReadUpTo(SafeFileHandle handle, int limit)
    {
        var buffer = new byte[Math.Min(limit, 64 * 1024) + 1];
        var length = 0;
        try
        {
            while (RandomAccess.Read(handle, buffer.AsSpan(length), length) is var read and > 0)
            {
                length += read;
                if (length > limit)
                    return new FileContent([], FileProblem.TooLarge);
                if (length == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(limit, buffer.Length * 4) + 1);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FileContent([], FileProblem.Failed, fault.Message);
        }
        return new FileContent(buffer[..length], FileProblem.None);
    }

    private static FileContent? Judge(in Status status, int limit) => (status.Mode & 0xF000) switch
    {
        0x4000 => new FileContent([], FileProblem.Folder),
        not 0x8000 => new FileContent([], FileProblem.NotRegular),
        _ => status.Size > (ulong)limit ? new FileContent([], FileProblem.TooLarge) : null,
    };

    private static FileContent Refused(int error) => error switch
    {
        NoSuchFile or NotAFolder => new FileContent([], FileProblem.Missing),
        NotPermitted or AccessDenied => new FileContent([], FileProblem.Denied),
        _ => new FileContent([], FileProblem.Failed, Marshal.GetPInvokeErrorMessage(error)),
    };

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int folder, byte[] path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(byte[] path, int flags);
}
