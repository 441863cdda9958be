using System.Collections.Concurrent;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Ledger;

namespace HsTrainerAgent.Hosting;

/// <summary>How the applying of one trainer's settings stands.</summary>
/// <param name="Word">One of <see cref="ApplyWords"/>.</param>
internal sealed record ApplyState(string Word, DateTimeOffset? Since, string? Reason = null, DateTimeOffset? Until = null, int Failures = 0)
{
    public static readonly ApplyState Unknown = new(ApplyWords.Unknown, null);
}

/// <summary>Knows how the applying of each trainer's settings stands, from what the apply loop tells, and whether the loop still answers.</summary>
internal sealed class ApplyStates(TimeProvider clock)
{
    /// <summary>Over the time that a step was due: for its looks, each of which has a deadline of its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, ApplyState> states = new();

    /// <summary>When each trainer's next step is due, on the monotonic clock; never while a run is on its way, which has bounds of its own.</summary>
    private readonly ConcurrentDictionary<string, long> due = new();

    /// <summary>Raised on the thread of the loop; handlers must neither block nor throw.</summary>
    public event Action? Changed;

    public ApplyState Of(string trainer) => states.GetValueOrDefault(trainer, ApplyState.Unknown);

    /// <summary>Something is about to be run or waited for.</summary>
    public void Began(string trainer)
    {
        due[trainer] = long.MaxValue;
        // An application that is slow to answer must not keep the report at what was true of the settings before.
        if (Of(trainer).Word == ApplyWords.InSync)
            Enter(trainer, new ApplyState(ApplyWords.Applying, null));
    }

    public void Told(ApplyEvent told)
    {
        if (told.Kind is ApplyEventKind.Started or ApplyEventKind.Joined or ApplyEventKind.Waiting)
            Enter(told.Trainer, new ApplyState(ApplyWords.Applying, null));
    }

    public void Took(string trainer, ApplyStep step)
    {
        due[trainer] = clock.GetTimestamp() + (long)(step.Again.TotalSeconds * clock.TimestampFrequency);
        Enter(trainer, step.Plan switch
        {
            ApplyPlan.InSync => new ApplyState(ApplyWords.InSync, null),
            ApplyPlan.Apply or ApplyPlan.Join or ApplyPlan.WaitForRun => new ApplyState(ApplyWords.Applying, null),
            ApplyPlan.Hold(var why) => new ApplyState(ApplyWords.Held, null, why),
            ApplyPlan.Paused(var until, var reason, var by) => new ApplyState(ApplyWords.Paused, null, $"by {by}: {reason}", until),
            ApplyPlan.Outside({ } opens) => new ApplyState(ApplyWords.Waiting, null, "outside apply.windows", opens),
            ApplyPlan.Outside => new ApplyState(ApplyWords.Held, null, PlanWords.Waits(step.Plan)),
            ApplyPlan.Splay(var until) => new ApplyState(ApplyWords.Waiting, null, "apply.splay", until),
            ApplyPlan.BackOff(var until) => new ApplyState(ApplyWords.BackingOff, null, Until: until),
            ApplyPlan.GiveUp(var failures) => new ApplyState(ApplyWords.GivenUp, null, Failures: failures),
            ApplyPlan.Idle(NotStarted.Stopped) => new ApplyState(ApplyWords.Stopped, null, "by hand; hs-trainer-agent apply starts it again"),
            ApplyPlan.Idle => new ApplyState(ApplyWords.Stopped, null, "not started since boot; apply.atBoot is off"),
            ApplyPlan.Manual => new ApplyState(ApplyWords.Manual, null),
            _ => ApplyState.Unknown,
        });
    }

    /// <summary>A trainer of these for which no step was taken though one is long due, or null.</summary>
    /// <param name="trainers">All of the settings in force; the others are forgotten.</param>
    public string? Stuck(IReadOnlyCollection<string> trainers)
    {
        Forget(trainer => !trainers.Contains(trainer));
        var now = clock.GetTimestamp();
        foreach (var trainer in trainers)
        {
            // One that is new is due now.
            var at = due.GetOrAdd(trainer, now);
            if (now > at && clock.GetElapsedTime(at, now) > Patience)
                return $"the apply loop has not looked at {trainer} for {clock.GetElapsedTime(at, now).TotalMinutes:0} min";
        }
        return null;
    }

    private void Forget(Func<string, bool> isGone)
    {
        foreach (var gone in due.Keys.Concat(states.Keys).Where(isGone))
        {
            due.TryRemove(gone, out _);
            states.TryRemove(gone, out _);
        }
    }

    private void Enter(string trainer, ApplyState state)
    {
        var before = Of(trainer);
        var now = state with { Since = before.Word == state.Word ? before.Since : clock.GetUtcNow() };
        states[trainer] = now;
        if (now != before)
            Changed?.Invoke();
    }
}
