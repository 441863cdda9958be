using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Ends another thread's wait for files: an eventfd(2).</summary>
internal sealed unsafe class Wakeup : IDisposable
{
    private readonly SafeFileHandle file;

    /// <exception cref="BusException">No file is left to this process.</exception>
    public Wakeup()
    {
        file = new SafeFileHandle(Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK), ownsHandle: true);
        if (file.IsInvalid)
            throw new BusException($"eventfd: {Errno.Last}");
    }

    public void Set() => _ = Libc.eventfd_write(Number, 1);

    /// <summary>Waits until <see cref="Set"/> was called (even before), the other file has one of the events of poll(2), or the time is up.</summary>
    /// <param name="other">-1 for none.</param>
    /// <param name="limit">Null is for ever.</param>
    public void Wait(int other, int events, TimeSpan? limit)
    {
        var entries = stackalloc Libc.PollEntry[2] { new(Number, Libc.POLLIN), new(other, (short)events) };
        // Rounded up, so that what is due at the end of the wait is due.
        _ = Libc.poll(entries, 2, limit is { } time ? (int)Math.Clamp(Math.Ceiling(time.TotalMilliseconds), 0, int.MaxValue) : -1);
        ulong count;
        _ = Libc.eventfd_read(Number, &count);
    }

    public void Dispose() => file.Dispose();

    private int Number => (int)file.DangerousGetHandle();
}
