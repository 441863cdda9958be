using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Records that a trainer already runs with the present settings, without running anything.</summary>
internal static class Adoption
{
    /// <summary>The adopted fingerprint, or null and the reason.</summary>
    /// <param name="unit">Asks process 1 for the trainer's unit; null where there is none.</param>
    public static async Task<(Fingerprint? Adopted, string? Reason)> AdoptAsync(
        HostPaths host, AgentSettings settings, TrainerSettings trainer, Func<Task<UnitState?>> unit, TimeProvider clock)
    {
        if (Fingerprint.Of(settings, trainer, host, out var unreadable) is not { } desired)
            return (null, unreadable);
        try
        {
            using var turn = FileLock.TryTake(host.RunLock(trainer.Name));
            var run = TrainerRun.Of(host, trainer.Name);
            if (run is { InProgress: true } || (turn is null && run is not { Phase: RunPhase.Applied }))
                return (null, "run.sh is on its way; wait for it to end");
            var earlier = AppliedRecords.Read(host, trainer.Name, null, out var damaged);
            // The run's state is gone after a boot: so it tells later that the trainer was running in this one.
            // Whom a damaged record was of, nobody but the run can tell.
            var goesOn = run is { Phase: RunPhase.Applied, Fault: null, IsOfThisBoot: true } && (damaged is not null || earlier?.Run == run.Id);
            // One that its unit runs stays its unit's, and keeps the id that its start-trainer knows.
            var id = goesOn ? run!.Id : Guid.NewGuid().ToString("N");
            var known = run is { IsOfThisBoot: true } ? run : new TrainerRun(id, SystemBus.IsThere && host.IsRunningHost ? TrainerRun.BootOfItsFile : Boot.Id, 0, 0, desired.Hex, clock.GetUtcNow()) { Bundle = trainer.Bundle };
            var invocation = !goesOn ? Boot.Id : earlier?.Invocation ?? (await unit().ConfigureAwait(false) is { Active: "active", Invocation: { Length: > 0 } its } ? its : Boot.Id);
            (known with { Id = id, Fingerprint = desired.Hex, Phase = RunPhase.Applied, Foreground = goesOn && run!.Foreground, Failure = null, Stopped = false }).Write(host.Run(trainer.Name));
            new AppliedRecord(desired.Hex, clock.GetUtcNow(), AppliedMode.Adopted, null, invocation, 0) { Run = id }.Write(host.AppliedRecord(trainer.Name));
            Attempts.Read(host.Attempts(trainer.Name)).For(desired).Succeeded(goesOn ? null : run?.Id).Write(host.Attempts(trainer.Name));
            return (desired, null);
        }
        catch (BusException unseen)
        {
            return (null, $"whether its unit runs it is not known: {unseen.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, fault.Message);
        }
    }
}
