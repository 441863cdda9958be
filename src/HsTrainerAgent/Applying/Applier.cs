using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>What one step did.</summary>
/// <param name="Plan">The plan it acted on; a <see cref="ApplyPlan.Hold"/> also when the preflight objected.</param>
/// <param name="Result">How the run went, if there was one.</param>
/// <param name="Again">When to look again at the latest, unless the settings change before.</param>
internal sealed record ApplyStep(ApplyPlan Plan, RunResult? Result, TimeSpan Again)
{
    /// <summary>Something was run or waited for, so that another step follows at once.</summary>
    public bool Acted => Plan is ApplyPlan.Apply or ApplyPlan.Join or ApplyPlan.WaitForRun;
}

/// <summary>Makes the plan for one trainer and does what it says, one process at a time: exactly once, never doubled, never lost.</summary>
internal sealed class Applier(
    HostPaths host, string settingsFile, ITrainerUnits units, Preflight preflight, TimeProvider clock, Action<ApplyEvent> tell)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly AttemptBook book = new(host, clock, tell);

    /// <summary>The plan as things stand; starts nothing.</summary>
    public ApplyPlan Plan(AgentSettings settings, TrainerSettings trainer, PlanAsk ask) => ApplyPlan.For(Observe(settings, trainer, ask));

    /// <summary>What a dry run can say beyond the plan: why the run would be held, or null.</summary>
    public async Task<string?> ObjectionAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation) =>
        StartAccess.Fault(host, settingsFile, settings, trainer)
        ?? (settings.Apply.Preflight && ask != PlanAsk.OperatorForce ? await preflight.ObjectionAsync(settings, cancellation).ConfigureAwait(false) : null);

    public Task<ApplyStep> StepAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation) =>
        StepAsync(settings, trainer, ask, () => { }, cancellation);

    /// <param name="began">Called before anything is run or waited for.</param>
    public async Task<ApplyStep> StepAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, Action began, CancellationToken cancellation)
    {
        var input = Observe(settings, trainer, ask);
        var plan = ApplyPlan.For(input);
        if (plan is ApplyPlan.Apply or ApplyPlan.Join or ApplyPlan.WaitForRun)
        {
            began();
            try
            {
                using var turn = FileLock.TryTake(host.ApplyLock(trainer.Name));
                // Somebody else, the daemon or an operator's `apply`, is at it.
                return turn is null
                    ? new ApplyStep(new ApplyPlan.WaitForRun(), null, Soon)
                    : await ActAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                plan = new ApplyPlan.Hold(fault.Message);
            }
        }
        return Rest(trainer, plan, input.Desired);
    }

    private async Task<ApplyStep> ActAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation)
    {
        var input = Observe(settings, trainer, ask);
        var plan = ApplyPlan.For(input);
        var shown = input.Desired?.Shown;
        switch (plan)
        {
            case ApplyPlan.Join or ApplyPlan.WaitForRun:
                var same = plan is ApplyPlan.Join;
                tell(new ApplyEvent(same ? ApplyEventKind.Joined : ApplyEventKind.Waiting, trainer.Name,
                    same ? "run.sh is already on its way with these settings; waiting for it" : "run.sh is on its way with earlier settings; the new ones are applied when it has ended", shown));
                var joined = await units.JoinAsync(trainer, cancellation).ConfigureAwait(false);
                book.Ended(trainer.Name, input.Run is null ? null : new Fingerprint(input.Run.Fingerprint), joined);
                return new ApplyStep(plan, same ? joined : null, TimeSpan.Zero);

            case ApplyPlan.Apply(var reason):
                if (OnDisk(trainer) != input.Desired)
                    return new ApplyStep(new ApplyPlan.Hold("the settings file is being changed, or has errors"), null, Soon);
                if (await ObjectionAsync(settings, trainer, ask, cancellation).ConfigureAwait(false) is { } why)
                    return Rest(trainer, new ApplyPlan.Hold(why), input.Desired, HoldInterval(settings));
                book.Starting(trainer.Name, input.Desired!);
                tell(new ApplyEvent(ApplyEventKind.Started, trainer.Name, $"running run.sh trainer: {PlanWords.Of(reason)}", shown));
                var result = await units.RunAsync(trainer, cancellation).ConfigureAwait(false);
                if (result.Refused)
                    return Rest(trainer, new ApplyPlan.Hold(result.Failure!), input.Desired, HoldInterval(settings)) with { Result = result };
                book.Ended(trainer.Name, input.Desired, result);
                return new ApplyStep(plan, result, TimeSpan.Zero);

            default:
                return Rest(trainer, plan, input.Desired);
        }
    }

    // start-trainer reads the settings itself: were they newer than these, it would run once for them now and once more when they are in force.
    private Fingerprint? OnDisk(TrainerSettings trainer) =>
        SettingsFile.Read(settingsFile, host).Settings is { } settings && settings.Trainers.FirstOrDefault(other => other.Name == trainer.Name) is { } same
            ? FingerprintOf(settings, same)
            : null;

    private ApplyStep Rest(TrainerSettings trainer, ApplyPlan plan, Fingerprint? desired, TimeSpan? again = null)
    {
        book.Resting(trainer.Name, plan, desired);
        var wait = plan is ApplyPlan.BackOff(var until) && until - clock.GetUtcNow() is var left && left < Calm ? left : again ?? Calm;
        return new ApplyStep(plan, null, wait < Soon ? Soon : wait);
    }

    private PlanInput Observe(AgentSettings settings, TrainerSettings trainer, PlanAsk ask)
    {
        var desired = Fingerprint.Of(settings, trainer, host, out var unreadable);
        var run = TrainerRun.Read(host.Run(trainer.Name));
        AppliedRecord? applied = null;
        try
        {
            applied = AppliedRecord.Read(host.AppliedRecord(trainer.Name));
        }
        catch (IOException unseen)
        {
            (desired, unreadable) = (null, $"it is not known whether the trainer runs with these settings: {unseen.Message}");
        }
        if (desired is not null && applied?.Fingerprint == desired.Hex && !applied.Holds(desired, run))
            applied = null;
        // From the same look at the run: else one that has just died would be planned again before its failure counts.
        book.CountEnd(trainer.Name, desired, run);
        return new PlanInput(desired, unreadable, applied, book.Of(trainer.Name), run, run is { InProgress: true }, settings.Apply, Boot.Id, ask, clock.GetUtcNow());
    }

    private Fingerprint? FingerprintOf(AgentSettings settings, TrainerSettings trainer) => Fingerprint.Of(settings, trainer, host, out _);

    // A held apply goes through as soon as the application accepts it, so it asks as often as the api check does.
    private static TimeSpan HoldInterval(AgentSettings settings) =>
        settings.Schedules.Api.Interval is { } interval && interval < TimeSpan.FromMinutes(1) ? interval : TimeSpan.FromMinutes(1);
}
