using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Records that a trainer already runs with the present settings, without running anything.</summary>
internal static class Adoption
{
    /// <summary>The adopted fingerprint, or null and the reason.</summary>
    public static Fingerprint? Adopt(HostPaths host, AgentSettings settings, TrainerSettings trainer, TimeProvider clock, out string? reason)
    {
        if (Fingerprint.Of(settings, trainer, host, out reason) is not { } desired)
            return null;
        try
        {
            using var turn = FileLock.TryTake(host.RunLock(trainer.Name));
            var run = TrainerRun.Of(host, trainer.Name);
            if (run is { InProgress: true } || (turn is null && run is not { Phase: RunPhase.Applied }))
            {
                reason = "run.sh is on its way; wait for it to end";
                return null;
            }
            var earlier = AppliedRecord.ReadIntact(host.AppliedRecord(trainer.Name));
            // The run's state is gone after a boot: so it tells later that the trainer was running in this one.
            var goesOn = earlier is not null && run is { Phase: RunPhase.Applied, Fault: null } && earlier.Run == run.Id;
            // One that its unit runs stays its unit's, and keeps the id that its start-trainer knows.
            var id = goesOn ? run!.Id : Guid.NewGuid().ToString("N");
            var known = run is { IsOfThisBoot: true } ? run : new TrainerRun(id, SystemBus.IsThere && host.IsRunningHost ? TrainerRun.BootOfItsFile : Boot.Id, 0, 0, desired.Hex, clock.GetUtcNow()) { Bundle = trainer.Bundle };
            var invocation = goesOn ? earlier!.Invocation : Boot.Id;
            (known with { Id = id, Fingerprint = desired.Hex, Phase = RunPhase.Applied, Foreground = goesOn && run!.Foreground, Failure = null, Stopped = false }).Write(host.Run(trainer.Name));
            new AppliedRecord(desired.Hex, clock.GetUtcNow(), AppliedMode.Adopted, null, invocation, 0) { Run = id }.Write(host.AppliedRecord(trainer.Name));
            Attempts.Read(host.Attempts(trainer.Name)).For(desired).Succeeded(goesOn ? null : run?.Id).Write(host.Attempts(trainer.Name));
            return desired;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reason = fault.Message;
            return null;
        }
    }
}
