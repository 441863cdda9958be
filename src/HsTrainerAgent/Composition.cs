using HsTrainerAgent.Applying;
using HsTrainerAgent.Broker;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent;

/// <summary>Puts together what both the verbs and the daemon need.</summary>
internal static class Composition
{
    /// <summary>The time that a check has on demand.</summary>
    public static readonly TimeSpan CheckDeadline = TimeSpan.FromSeconds(10);

    public static CheckRunner CheckRunner(HostPaths host, TimeProvider clock) => new(host, clock, CheckDeadline, onDemand: true);

    /// <summary>The bus to process 1; null where no units of ours are to be asked for: another root, other settings, no systemd, not installed.</summary>
    public static SystemBus? Bus(HostPaths host, string settingsFile, TimeProvider clock) =>
        AsksForUnits(host, settingsFile) && SystemBus.IsThere ? new SystemBus(clock) : null;

    /// <summary>Whether trainers are units here, as far as files tell; whether process 1 can be asked for them is another question.</summary>
    public static bool AsksForUnits(HostPaths host, string settingsFile) => host.IsRunningHost && settingsFile == host.Settings && UnitNames.AreInstalled;

    /// <summary>How the daemon has a trainer repaired: by its unit, or where there is none as its child.</summary>
    public static RepairOrder Repairs(HostPaths host, string settingsFile, SystemBus? bus, TimeProvider clock)
    {
        var broker = bus is null ? null : new BrokerClient(BrokerClient.SocketPath, clock);
        return async (trainer, cancellation) =>
        {
            if (broker is not null)
            {
                var answer = await broker.AskAsync(new BrokerRequest(RequestKind.Repair, trainer), RepairDeadline, cancellation).ConfigureAwait(false);
                return answer.Verdict == BrokerVerdict.Done ? null : answer.Text;
            }
            if (Libc.geteuid() != 0)
                return "only root may change owners and labels, and there is no systemd to ask for it";
            var code = await SelfCommand.Start("repair", trainer, "--settings", settingsFile, "--root", host.Root).WaitAsync(cancellation).ConfigureAwait(false);
            return code == 0 ? null : $"repair ended with exit code {code}";
        };
    }

    /// <summary>More than the unit's own limit.</summary>
    private static readonly TimeSpan RepairDeadline = TimeSpan.FromMinutes(70);

    /// <param name="lines">Where run.sh's lines go while somebody waits for it; null for the daemon's own output. A unit's go to the journal.</param>
    public static Applier Applier(HostPaths host, string settingsFile, SystemBus? bus, OwnStarts own, TextWriter? lines, TimeProvider clock, Action<ApplyEvent> tell, Func<AgentSettings, bool>? settles = null)
    {
        var api = new ApiCheck();
        var runner = CheckRunner(host, clock);
        var preflight = new Preflight((settings, cancellation) => runner.RunAsync(api, settings, trainer: null, cancellation));
        ITrainerUnits units = bus is null ? new DirectTrainer(host, settingsFile, lines, clock) : new UnitTrainer(host, new BrokerClient(BrokerClient.SocketPath, clock), bus, own);
        return new Applier(host, settingsFile, units, preflight, clock, tell) { Settles = settles ?? (_ => false) };
    }
}
