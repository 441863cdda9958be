using HsTrainerAgent.Broker;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Runs <c>start-trainer</c> as <c>hs-trainer@NAME.service</c>: asks the broker, which asks process 1.</summary>
internal sealed class UnitTrainer(HostPaths host, BrokerClient broker, SystemBus bus, OwnStarts own) : ITrainerUnits
{
    private const int RefusedStatus = 3;

    /// <summary>For stopping the old trainer, reading the settings and killing what ran out of time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    public uint RunsAs => 0;

    public async Task<RunResult> RunAsync(TrainerSettings trainer, Fingerprint expected, TimeSpan timeout, CancellationToken cancellation)
    {
        var before = TrainerRun.Of(host, trainer.Name)?.Id;
        var earlier = (await StateAsync(trainer, cancellation).ConfigureAwait(false))?.Invocation;
        own.Asking(trainer.Name);
        var answer = await broker.AskAsync(new BrokerRequest(RequestKind.Restart, trainer.Name), timeout + Margin, cancellation).ConfigureAwait(false);
        var after = await StateAsync(trainer, cancellation).ConfigureAwait(false);
        own.Asked(trainer.Name, answer.Verdict == BrokerVerdict.Done ? answer.Text : after?.Invocation);
        if (answer.Verdict == BrokerVerdict.Refused)
            return new RunResult(null, answer.Text, Refused: true);
        if (answer.Verdict == BrokerVerdict.Lost)
            return new RunResult(null, answer.Text, Refused: false) { Lost = true };
        if (answer.Verdict == BrokerVerdict.Stopped)
            return new RunResult(null, answer.Text, Refused: false) { Stopped = true };
        if (TrainerRun.Of(host, trainer.Name) is { } run && run.Id != before)
            return RunResult.Of(run, answer.Verdict == BrokerVerdict.Failed ? answer.Text : null);
        // Another run had just applied the same: then nothing was to be done, and that is well.
        if (answer.Verdict == BrokerVerdict.Done)
            return new RunResult(null, null, Refused: false) { Lost = AppliedRecord.Read(host.AppliedRecord(trainer.Name))?.Fingerprint != expected.Hex };
        var refused = after is { Result: "exit-code", ExitStatus: RefusedStatus } && after.Invocation != earlier;
        return new RunResult(null, (refused ? Refusal.Read(host.Refusal(trainer.Name)) : null) ?? answer.Text, refused);
    }

    public async Task<string?> AskGuardAsync(TrainerSettings trainer, TimeSpan timeout, CancellationToken cancellation)
    {
        var before = GuardAnswer.Read(host.GuardAnswer(trainer.Name));
        var answer = await broker.AskAsync(new BrokerRequest(RequestKind.Guard, trainer.Name), timeout + GuardRun.Margin, cancellation).ConfigureAwait(false);
        return GuardAnswer.Objection(before, GuardAnswer.Read(host.GuardAnswer(trainer.Name)), answer.Verdict == BrokerVerdict.Done ? null : answer.Text);
    }

    public async Task<UnitState?> StateAsync(TrainerSettings trainer, CancellationToken cancellation)
    {
        try
        {
            return await bus.ReadAsync(UnitNames.Trainer(trainer.Name), cancellation).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Somebody else tells that the bus is gone; what is known from the disk still holds.
            return null;
        }
    }
}
