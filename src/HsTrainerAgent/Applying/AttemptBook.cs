using System.Collections.Concurrent;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>Keeps each trainer's attempts on disk, in memory too when the disk refuses, and tells what changed in them.</summary>
internal sealed class AttemptBook(HostPaths host, TimeProvider clock, Action<ApplyEvent> tell)
{
    private readonly ConcurrentDictionary<string, Attempts> unsaved = new();

    public Attempts Of(string trainer) => unsaved.TryGetValue(trainer, out var kept) ? kept : Attempts.Read(host.Attempts(trainer));

    /// <summary>Counts the failure of a run whose end nobody waited for: a foreground trainer that died, a start-trainer that was killed.</summary>
    public void CountEnd(string trainer, Fingerprint? desired, TrainerRun? run)
    {
        if (desired is not null && run is { Fault: { } fault } && run.Fingerprint == desired.Hex)
            Ended(trainer, desired, new RunResult(run.Id, fault, Refused: false));
    }

    /// <returns>What is to be put back when nothing was started after all.</returns>
    public Attempts Starting(string trainer, Fingerprint desired)
    {
        var before = Of(trainer);
        Keep(trainer, before.For(desired).Starting());
        return before;
    }

    public void NotStarted(string trainer, Attempts before) => Keep(trainer, before);

    public void Ended(string trainer, Fingerprint? fingerprint, RunResult result)
    {
        if (fingerprint is null || result.Refused || (result.Run is not null && result.Run == Of(trainer).CountedRun))
            return;
        var attempts = Of(trainer).For(fingerprint);
        if (result.Failure is not { } failure)
        {
            // Not counted: a foreground trainer that was applied may still fail.
            Keep(trainer, attempts.Succeeded());
            tell(new ApplyEvent(ApplyEventKind.Applied, trainer, Applied(trainer), fingerprint.Shown));
            return;
        }
        attempts = attempts.Failed(result.Run ?? "", failure, clock.GetUtcNow(), Random.Shared.NextDouble());
        Keep(trainer, attempts);
        tell(new ApplyEvent(ApplyEventKind.Failed, trainer, failure, fingerprint.Shown));
        if (attempts.Failures >= Attempts.Most)
            tell(new ApplyEvent(ApplyEventKind.GaveUp, trainer, $"given up after {attempts.Failures} failures in a row, until the settings change or an operator applies", fingerprint.Shown));
        else
            tell(new ApplyEvent(ApplyEventKind.BackingOff, trainer, $"next try at {attempts.NextAt:yyyy-MM-dd HH:mm:ss}Z", fingerprint.Shown));
    }

    /// <summary>Nothing is run now; a hold is told when it begins, changes and ends.</summary>
    /// <param name="runs">The trainer runs as it was applied before.</param>
    /// <param name="now">When the plan was made.</param>
    public void Resting(string trainer, ApplyPlan plan, Fingerprint? desired, bool runs, DateTimeOffset now)
    {
        var before = Of(trainer);
        var attempts = desired is null ? before : before.For(desired);
        var after = plan switch
        {
            // A guard's no is this machine's own, and no reason to wait for the others of a fleet once more.
            ApplyPlan.Hold(var why) => attempts.Holding(why, now) with { DueAt = Kind(why) == Guard ? attempts.DueAt : null },
            ApplyPlan.Paused => attempts.Holding(PlanWords.Waits(plan), now) with { DueAt = null },
            ApplyPlan.Outside or ApplyPlan.Splay => attempts.Holding(PlanWords.Waits(plan), now).Due(now),
            ApplyPlan.Manual or ApplyPlan.Idle or ApplyPlan.BackOff or ApplyPlan.GiveUp when attempts.Held is not null || attempts.DueAt is not null => attempts.Free(),
            ApplyPlan.InSync when attempts.Failures > 0 || attempts.Held is not null => attempts.Succeeded(),
            ApplyPlan.InSync when before.Held is not null || before.Failures > 0 => attempts,
            _ => before,
        };
        if (after == before)
            return;
        Keep(trainer, after);
        if (after.Held is { } told && (before.Held is null || Kind(told) != Kind(before.Held)))
            tell(new ApplyEvent(ApplyEventKind.Held, trainer, told + (runs ? "; the trainer keeps its earlier settings" : ""), desired?.Shown));
        else if (plan is ApplyPlan.InSync && before.Held is not null)
            tell(new ApplyEvent(ApplyEventKind.Released, trainer, "no longer held: the trainer runs with these settings", desired?.Shown));
    }

    private const string Guard = "apply.guard";

    private string Applied(string trainer) => Record(trainer) switch
    {
        { Mode: AppliedMode.Foreground, DurationSeconds: var seconds } => $"run.sh keeps running after {seconds:0.#} s, a foreground trainer",
        { DurationSeconds: var seconds } => $"run.sh ended with exit code 0 after {seconds:0.#} s",
        null => "the trainer runs with these settings",
    };

    // What follows the colon may hold a time or a request's number, new at each look.
    private static string Kind(string why) => why.Split(": ", 2)[0];

    private AppliedRecord? Record(string trainer)
    {
        try
        {
            return AppliedRecord.Read(host.AppliedRecord(trainer));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Keep(string trainer, Attempts attempts)
    {
        try
        {
            attempts.Write(host.Attempts(trainer));
            unsaved.TryRemove(trainer, out _);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            unsaved[trainer] = attempts;
        }
    }
}
