using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Applying;

/// <summary>Judges an applied record by what is known of the run since.</summary>
internal static class AppliedRecords
{
    /// <param name="settingsFile">For the cure; null for the host's own.</param>
    /// <param name="damaged">Why a record that is there tells nothing, with the cure; else null.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AppliedRecord? Read(HostPaths host, string trainer, string? settingsFile, out string? damaged)
    {
        damaged = null;
        try
        {
            return AppliedRecord.Read(host.AppliedRecord(trainer));
        }
        catch (DamagedRecordException)
        {
            damaged = DamagedRecordException.Words(host, trainer, settingsFile);
            return null;
        }
    }

    /// <summary>Whether the trainer may run without a record that says so: what ran before a boot does not.</summary>
    public static bool MayRun(UnitState? unit, TrainerRun? run) => run is { IsOfThisBoot: true } || unit is { Active: "active" };

    /// <summary>Whether the trainer was applied with this fingerprint and nothing is known that has undone it.</summary>
    public static bool Holds(this AppliedRecord? applied, Fingerprint desired, TrainerRun? run) =>
        applied?.Fingerprint == desired.Hex && !applied.IsUndoneBy(run);

    /// <summary>Its run is known to have failed since, and nobody was left to remove the record: its start-trainer was killed.</summary>
    public static bool IsUndoneBy(this AppliedRecord applied, TrainerRun? run) => applied.Run == run?.Id && run?.Fault is not null;

    /// <summary>The run, as ended when its unit has failed since: process 1 has killed what was left of the trainer.</summary>
    public static TrainerRun? RunUnder(this AppliedRecord? applied, UnitState? unit, TrainerRun? run) =>
        run is { Fault: null } && applied is { IsOfUnit: true } && run.Id == applied.Run && unit is { Active: "failed", HasJob: false }
            // What had succeeded can run out of time only while it is stopped.
            ? run with { Phase = RunPhase.Ended, Stopped = unit.Result == "timeout", Failure = unit.Failure }
            : run;

    /// <summary>Why the trainer does not run though this record holds, or null when it does as far as can be told.</summary>
    public static NotStarted? NotStarted(this AppliedRecord? applied, UnitState? unit, TrainerRun? run)
    {
        if (run is { Phase: RunPhase.Ended, Stopped: true, IsOfThisBoot: true } && run.Id == applied?.Run)
            return Applying.NotStarted.Stopped;
        if (applied is null || unit is { HasJob: true } || (unit?.Invocation is { Length: > 0 } invocation && unit.Active != "inactive" && invocation == applied.Invocation))
            return null;
        var inThisBoot = (run is { IsOfThisBoot: true } && run.Id == applied.Run) || Boot.Id.Length == 0 || Boot.Same(applied.Invocation, Boot.Id);
        return !inThisBoot ? Applying.NotStarted.SinceBoot
            : unit is { Active: "inactive" } && applied.IsOfUnit ? Applying.NotStarted.Stopped
            : null;
    }
}
