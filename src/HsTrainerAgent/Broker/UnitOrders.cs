using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Broker;

/// <summary>Has process 1 carry out a request and waits for its job; a run of run.sh that is seen on its way is joined and not ended for another.</summary>
internal sealed class UnitOrders(SystemBus bus, TimeProvider clock)
{
    /// <summary>Between two looks at a bus that was lost.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>A bus that is not back by then is nobody's to wait for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Errors of the bus, not of process 1: it was executed anew, or the bus has just been started.</summary>
    private static readonly string[] OfTheBus =
    [
        "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Disconnected", "org.freedesktop.DBus.Error.Timeout",
        "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner",
    ];

    public async Task<BrokerAnswer> CarryOutAsync(BrokerRequest request, CancellationToken cancellation)
    {
        var unit = request.Verb switch
        {
            RequestKind.Repair => $"hs-trainer-agent-repair@{request.Trainer}.service",
            RequestKind.Guard => $"hs-trainer-agent-guard@{request.Trainer}.service",
            _ => UnitNames.Trainer(request.Trainer),
        };
        string? before = null;
        for (long? lost = null; ; await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false))
        {
            try
            {
                var state = await bus.ReadAsync(unit, cancellation).ConfigureAwait(false);
                // Asked before the bus was lost, and heard: the unit has started anew since.
                if (before is not null && !state.IsStarting && !state.HasJob && state.Invocation != before)
                    return Judge(state.Active == "active" || (request.Verb is RequestKind.Guard or RequestKind.Repair && state is { Active: "inactive", Result: "success" }) ? "done" : "failed", state);
                var job = state.IsStarting || state.HasJob || request.Verb != RequestKind.Restart
                    ? bus.StartAsync(unit, cancellation)
                    : bus.RestartAsync(unit, cancellation);
                before ??= state.Invocation;
                lost = null;
                var result = await job.ConfigureAwait(false);
                // Somebody else's stop, or a restart by hand: what it comes to counts.
                if (result == "canceled")
                    return await CalmAsync(unit, cancellation).ConfigureAwait(false);
                return Judge(result, await bus.ReadAsync(unit, cancellation).ConfigureAwait(false));
            }
            catch (BusException fault) when (fault.Error is not null && !OfTheBus.Contains(fault.Error))
            {
                return new BrokerAnswer(BrokerVerdict.Refused, Words(unit, fault));
            }
            catch (BusException fault) when (lost is { } since && clock.GetElapsedTime(since) > Patience)
            {
                return new BrokerAnswer(before is not null ? BrokerVerdict.Lost : BrokerVerdict.Refused, $"process 1 cannot be asked: {fault.Message}");
            }
            catch (BusException)
            {
                lost ??= clock.GetTimestamp();
                // The bus was lost. It comes back, and what was started goes on without it.
            }
        }
    }

    private async Task<BrokerAnswer> CalmAsync(string unit, CancellationToken cancellation)
    {
        while (true)
        {
            var state = await bus.ReadAsync(unit, cancellation).ConfigureAwait(false);
            if (!state.HasJob && state.Active is "active" or "failed")
                return Judge(state.Active == "active" ? "done" : "failed", state);
            if (!state.HasJob && state.Active == "inactive")
                return new BrokerAnswer(BrokerVerdict.Stopped, $"{unit} was stopped");
            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
        }
    }

    private static BrokerAnswer Judge(string result, UnitState state) => result == "done"
        ? new BrokerAnswer(BrokerVerdict.Done, state.Invocation)
        : new BrokerAnswer(BrokerVerdict.Failed, state.Result is "success" or ""
            ? $"{state.Name}: its job ended as {result}; see: journalctl -u '{state.Name}'"
            : state.Failure);

    private static string Words(string unit, BusException fault) => fault.Error switch
    {
        "org.freedesktop.systemd1.UnitMasked" => $"{unit} is masked: systemctl unmask {unit}",
        "org.freedesktop.systemd1.NoSuchUnit" or "org.freedesktop.systemd1.LoadFailed" => $"{unit} cannot be loaded: systemctl daemon-reload, or install the package again ({fault.Message})",
        _ => $"process 1 refused: {fault.Message}",
    };
}
