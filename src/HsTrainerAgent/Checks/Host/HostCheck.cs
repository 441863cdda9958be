using System.Net.Sockets;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Host;

/// <summary>Looks whether the host is one that a trainer can live on: memory, container engine, /tmp, a machine of its own, a clock in step.</summary>
internal sealed class HostCheck : ICheck
{
    private static readonly TimeSpan NameDeadline = TimeSpan.FromSeconds(3);

    public string Name => "host";

    public bool PerTrainer => false;

    public IReadOnlyList<FindingKind> Kinds { get; } = [.. HostKinds.All, NotAnswering.Kind];

    public async Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        if (MemoryTotal.Read(context.Host, out var why) is { } memory)
            Tell(context, HostDrift.Memory(memory, context.Settings.Thresholds));
        else
            context.Look.CouldNotLook($"memory: {why}");
        LookAtTmp(context);
        await LookAtClockAsync(context, cancellation).ConfigureAwait(false);
        Tell(context, HostDrift.Engine(await ContainerEngine.FindAsync(context.Host, context.Clock, cancellation).ConfigureAwait(false)));
        await LookAtNeighbourAsync(context, cancellation).ConfigureAwait(false);
    }

    private static void LookAtTmp(CheckContext context)
    {
        try
        {
            Tell(context, HostDrift.Tmp(TmpMount.Of(HostMounts.Read(context.Host))));
        }
        catch (IOException error)
        {
            context.Look.CouldNotLook($"/tmp: {error.Message}");
        }
    }

    // The clock of an image or a fixture is nobody's.
    private static async Task LookAtClockAsync(CheckContext context, CancellationToken cancellation)
    {
        if (!context.Host.IsRunningHost)
            return;
        if ((KernelClock.IsSynchronised(out var error) ?? await TimeDaemon.IsSynchronisedAsync(context.Clock, cancellation).ConfigureAwait(false)) is { } synchronised)
            Tell(context, HostDrift.Clock(synchronised));
        else
            context.Look.CouldNotLook($"whether the clock is synchronised: the kernel does not tell (adjtimex: {error}) and systemd-timedated does not answer; look with: timedatectl");
    }

    private static async Task LookAtNeighbourAsync(CheckContext context, CancellationToken cancellation)
    {
        var url = context.Settings.Application.Url;
        var name = new Uri(url).IdnHost;
        try
        {
            var addresses = await NameLookup.ResolveAsync(name, NameDeadline, context.Clock, cancellation).ConfigureAwait(false);
            Tell(context, HostDrift.WithApplication(url, addresses, OwnAddresses.All()));
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            context.Look.CouldNotLook($"whether {name} leads to this machine: its name cannot be resolved");
        }
        catch (IOException error)
        {
            context.Look.CouldNotLook($"whether {name} leads to this machine: {error.Message}");
        }
    }

    private static void Tell(CheckContext context, Finding? finding)
    {
        if (finding is not null)
            context.Look.Found(finding);
    }
}
