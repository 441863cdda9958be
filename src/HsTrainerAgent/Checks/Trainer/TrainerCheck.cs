using HsTrainerAgent.Applying;
using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Trainer;

/// <summary>Looks whether a trainer's bundle can be run, whether its settings were applied and whether it runs, from the disk and its unit: needs no daemon.</summary>
/// <param name="bus">To process 1; null where trainers have no units.</param>
internal sealed class TrainerCheck(SystemBus? bus = null) : ICheck
{
    public string Name => "trainer";

    public bool PerTrainer => true;

    public IReadOnlyList<FindingKind> Kinds => TrainerKinds.All;

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var trainer = context.Trainer!;
        LookAtBundle(context, trainer);
        if (Layout.For(trainer.Version, trainer.Path, out var reason) is null)
            context.Look.Found(TrainerKinds.VersionUndocumented.Found(trainer.Version, "a version in the article's tables", reason ?? "unknown"));
        LookAtPause(context, trainer.Name);
        // Waited for here: what follows may hang, and must do so on the runner's thread, not on one of the pool.
        LookAtApply(context, trainer, UnitAsync(context, trainer, cancellation).GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    private async Task<UnitState?> UnitAsync(CheckContext context, TrainerSettings trainer, CancellationToken cancellation)
    {
        try
        {
            return bus is null ? null : await bus.ReadAsync(UnitNames.Trainer(trainer.Name), cancellation).ConfigureAwait(false);
        }
        catch (BusException unseen)
        {
            context.Look.CouldNotLook($"whether {UnitNames.Trainer(trainer.Name)} runs: {unseen.Message}");
            return null;
        }
    }

    private void LookAtBundle(CheckContext context, TrainerSettings trainer)
    {
        if (context.Mounts() is not { } mounts)
            return;
        var script = $"{trainer.Bundle}/{StartAccess.Script}";
        if (!IsThere(mounts.Walk.To(trainer.Bundle), InodeKind.Folder, found =>
                TrainerKinds.BundleMissing.Found(trainer.Bundle, "the unpacked bundle", found, ("version", trainer.Version)), context.Look)
            || !IsThere(mounts.Walk.To(script), InodeKind.File, found => TrainerKinds.ScriptMissing.Found(script, "a regular file", found), context.Look))
            return;
        foreach (var path in new[] { trainer.Bundle, script })
        {
            var open = WriteAccess.OpenToOthers(context.Host, path, out var unknown, bus is null ? null : 0);
            if (unknown is not null)
                context.Look.CouldNotLook($"who may write {path}: {unknown}");
            if (open is null)
                continue;
            context.Look.Found(TrainerKinds.ScriptWritable.Found(path, "writable by root alone", open.How, ("place", open.Place)));
            return;
        }
    }

    private static bool IsThere(Place place, InodeKind wanted, Func<string, Finding> otherwise, Look look)
    {
        if (place.Inode?.Kind == wanted)
            return true;
        if (place.WhyNotLooked() is { } why)
            look.CouldNotLook(why);
        else
            look.Found(otherwise(place.Inode?.What ?? "missing"));
        return false;
    }

    private static void LookAtApply(CheckContext context, TrainerSettings trainer, UnitState? unit)
    {
        var desired = Fingerprint.Of(context.Settings, trainer, context.Host, out var unreadable);
        if (desired is null)
        {
            context.Look.CouldNotLook($"whether the settings were applied: {unreadable}");
            return;
        }
        try
        {
            var run = TrainerRun.Of(context.Host, trainer.Name);
            if (run is { InProgress: true } && run.Fingerprint == desired.Hex)
            {
                context.Look.CouldNotLook($"run.sh has been on its way since {run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
                return;
            }
            var applied = AppliedRecords.Read(context.Host, trainer.Name, null, out var damaged);
            var attempts = Attempts.Read(context.Host.Attempts(trainer.Name), out var untold);
            TellUnread(context, context.Host.Attempts(trainer.Name), untold);
            _ = TrainerRun.Read(context.Host.Run(trainer.Name), out untold);
            TellUnread(context, context.Host.Run(trainer.Name), untold);
            run = applied.RunUnder(unit, run);
            var input = new PlanInput(desired, null, applied, attempts.For(desired), run, false, context.Settings.Apply, PlanAsk.Nobody, context.Clock.GetUtcNow())
            {
                Damaged = damaged,
                MayRun = AppliedRecords.MayRun(unit, run),
            };
            if ((JudgeDamaged(context.Host, input, trainer.Name) ?? Judge(desired, applied, input.Attempts, run, unit, trainer.Name)) is { } finding)
                context.Look.Found(finding);
        }
        catch (IOException unseen)
        {
            context.Look.CouldNotLook($"whether the settings were applied: {unseen.Message}");
        }
    }

    private static void LookAtPause(CheckContext context, string name)
    {
        var standing = PauseStanding.Of(context.Host, context.Clock);
        if (standing.InForce is { } pause)
            context.Look.Found(TrainerKinds.Paused.Found(name, "not paused",
                $"paused by {Printable.Line(pause.By)} since {PlanWords.Time(pause.Since)} until {PlanWords.Time(standing.Ends)}: {Printable.Line(pause.Reason)}"));
        else if (standing is { Damaged: true, Unclear: { } unclear })
            context.Look.Found(TrainerKinds.Paused.Found(name, "not paused", unclear));
        else if (standing.Unclear is { } unseen)
            context.Look.CouldNotLook(unseen);
    }

    private static void TellUnread(CheckContext context, string file, string? wrong)
    {
        if (wrong is not null)
            context.Look.CouldNotLook($"what was tried so far: {file} {wrong}; if that lasts, remove it");
    }

    // As the plan has it.
    private static Finding? JudgeDamaged(HostPaths host, PlanInput input, string name) =>
        input.DamageHolds ? TrainerKinds.ApplyHeld.Found(name, $"applied {input.Desired}", Held(input.Attempts) ?? input.Damaged!)
        : input is { DamagedBeforeBoot: true, Attempts: { Failures: 0, Held: null } }
            ? TrainerKinds.NotStarted.Found(name, "started in this boot, and running", $"not started since boot; {DamagedRecordException.Fact(host, name)}")
        : null;

    private static string? Held(Attempts attempts) => attempts.Held is { } why ? $"held since {attempts.HeldSince:yyyy-MM-dd HH:mm:ss}Z: {why}" : null;

    private static Finding? Judge(Fingerprint desired, AppliedRecord? applied, Attempts attempts, TrainerRun? run, UnitState? unit, string name)
    {
        var wanted = $"applied {desired}";
        if (applied.Holds(desired, run))
            return applied.NotStarted(unit, run) is not { } idle ? null : TrainerKinds.NotStarted.Found(name, "started in this boot, and running",
                idle == NotStarted.Stopped ? $"{unit?.Name ?? name} was stopped" : $"not started since boot; applied on {applied!.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        if (attempts.Failures >= Attempts.Most)
            return TrainerKinds.ApplyGivenUp.Found(name, wanted, $"{attempts.Failures} failures in a row, the last: {attempts.Failure}");
        if (attempts.Failures > 0)
            return TrainerKinds.ApplyFailed.Found(name, wanted, $"{attempts.Failure} ({Count(attempts.Failures)}, {Held(attempts) ?? $"next try after {attempts.NextAt:yyyy-MM-dd HH:mm:ss}Z"})");
        if (Held(attempts) is { } held)
            return TrainerKinds.ApplyHeld.Found(name, wanted, held);
        if (run is { Stopped: true, IsOfThisBoot: true } && run.Fingerprint == desired.Hex)
            return TrainerKinds.NotStarted.Found(name, "started in this boot, and running", "stopped by hand before run.sh had succeeded");
        return TrainerKinds.NotApplied.Found(name, wanted,
            run?.Fault is { } fault && run.Fingerprint == desired.Hex ? fault
            : applied is null ? "no run of run.sh is known to have succeeded"
            : applied.Fingerprint == desired.Hex ? "the foreground trainer is gone"
            : $"applied {new Fingerprint(applied.Fingerprint)} on {applied.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
    }

    private static string Count(int failures) => failures == 1 ? "1 failure" : $"{failures} failures in a row";
}
