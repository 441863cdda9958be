using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>What the daemon tells process 1 of itself (sd_notify(3)), beside READY and STOPPING, which the host tells; nothing where systemd does not run it.</summary>
internal sealed class SystemdNotices(IEnumerable<ISystemdNotifier> notifiers, TimeProvider clock)
{
    private readonly Lock gate = new();
    private string? status;

    /// <param name="line">One line; said only when it is another than before.</param>
    public void Status(string line)
    {
        lock (gate)
        {
            if (line == status)
                return;
            status = line;
        }
        Tell($"STATUS={line}");
    }

    /// <summary>Feeds the watchdog.</summary>
    public void Alive() => Tell("WATCHDOG=1");

    /// <summary>Must be followed by <see cref="Reloaded"/>. The time tells systemd which request this answers (Type=notify-reload).</summary>
    public void Reloading() => Tell($"RELOADING=1\nMONOTONIC_USEC={(long)(clock.GetTimestamp() * (1e6 / clock.TimestampFrequency))}");

    public void Reloaded() => Tell("READY=1");

    private void Tell(string state)
    {
        foreach (var notifier in notifiers)
        {
            try
            {
                notifier.Notify(new ServiceState(state));
            }
            catch (SocketException)
            {
                // Process 1 does not listen just now; the next word reaches it.
            }
        }
    }
}
