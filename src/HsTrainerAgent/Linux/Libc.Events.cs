using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>The calls to wait for several files at once.</summary>
internal static unsafe partial class Libc
{
    public const short POLLIN = 1, POLLERR = 8, POLLHUP = 16;
    public const int EFD_CLOEXEC = 0x80000, EFD_NONBLOCK = 0x800;

    /// <summary>struct pollfd.</summary>
    public record struct PollEntry(int File, short Events, short Returned = 0);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    /// <summary>Nobody reads any more what is written here: a socket whose peer has closed it, not only its writing side, or a pipe without readers.</summary>
    internal static bool IsHungUp(int file)
    {
        var entry = new PollEntry(file, 0);
        return poll(&entry, 1, 0) > 0 && (entry.Returned & (POLLHUP | POLLERR)) != 0;
    }

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd_read(int file, ulong* value);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd_write(int file, ulong value);
}
