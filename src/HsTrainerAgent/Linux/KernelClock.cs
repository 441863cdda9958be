using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Whether the kernel's clock is kept in step with a time source, as ntpd, chronyd and systemd-timesyncd tell the kernel (adjtimex(2)).</summary>
internal static unsafe partial class KernelClock
{
    private const int TimeError = 5;
    private const int Unsynchronised = 0x40;

    // struct timex of a 64-bit Linux: modes, offset, freq, maxerror, esterror, status, …; 208 bytes.
    private const int Size = 208, StatusAt = 40;

    /// <summary>Null, with the error, when the kernel does not tell, as in some containers.</summary>
    public static bool? IsSynchronised(out Errno error)
    {
        var timex = stackalloc byte[Size];
        new Span<byte>(timex, Size).Clear();
        var state = AdjTimex(timex);
        error = state < 0 ? Errno.Last : Errno.None;
        return state < 0 ? null : state != TimeError && (*(int*)(timex + StatusAt) & Unsynchronised) == 0;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjTimex(byte* timex);
}
