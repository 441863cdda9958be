using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>The calls to wait for several files at once.</summary>
internal static unsafe partial class Libc
{
    public const short POLLIN = 1;
    public const int EFD_CLOEXEC = 0x80000, EFD_NONBLOCK = 0x800;

    /// <summary>struct pollfd.</summary>
    public record struct PollEntry(int File, short Events, short Returned = 0);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd_read(int file, ulong* value);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd_write(int file, ulong value);
}
