using System.Collections.Concurrent;
using HsTrainerAgent.Broker;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Makes the plan for one trainer and does what it says, one process at a time: exactly once, never doubled, never lost.</summary>
internal sealed class Applier(
    HostPaths host, string settingsFile, ITrainerUnits units, Preflight preflight, TimeProvider clock, Action<ApplyEvent> tell)
{
    /// <summary>Runs at once; fewer than the broker takes requests.</summary>
    private const int Most = BrokerClient.Most - 4;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Attentive = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>For files that are written all the time, over apply.settle.</summary>
    private static readonly TimeSpan Restlessness = TimeSpan.FromSeconds(30);

    /// <summary>The fingerprints whose last start was refused: that one is tried again is not told each time.</summary>
    private readonly ConcurrentDictionary<string, Fingerprint> refused = new();

    /// <summary>Since when each trainer's start has waited for files that are being changed, on the monotonic clock.</summary>
    private readonly ConcurrentDictionary<string, long> restless = new();

    /// <summary>Whether a file of the settings is being changed just now, or others than these are in force by now: the daemon starts nothing meanwhile.</summary>
    public Func<AgentSettings, bool> Settles { get; init; } = _ => false;

    private readonly AttemptBook book = new(host, clock, tell);
    private readonly BoundedLook looks = new(clock, Deadline);
    private int underWay;

    /// <summary>The plan as things stand; starts nothing.</summary>
    /// <exception cref="IOException">What is to be looked at gave no answer.</exception>
    public async Task<ApplyPlan> PlanAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation) =>
        ApplyPlan.For(await ObserveAsync(settings, trainer, ask, cancellation).ConfigureAwait(false));

    /// <summary>What a dry run can say beyond the plan: why the run would be held, or null.</summary>
    public async Task<string?> ObjectionAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation) =>
        await looks.AtAsync($"the bundle of {trainer.Name}",
            () => StartAccess.Fault(host, settingsFile, settings, trainer, units.RunsAs) ?? RecordRoom.Fault(host, trainer), cancellation).ConfigureAwait(false)
        ?? (settings.Apply.Preflight && ask != PlanAsk.OperatorForce ? await preflight.ObjectionAsync(settings, cancellation).ConfigureAwait(false) : null);

    public Task<ApplyStep> StepAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation) =>
        StepAsync(settings, trainer, ask, () => { }, cancellation);

    /// <param name="began">Called before anything is run or waited for.</param>
    public async Task<ApplyStep> StepAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, Action began, CancellationToken cancellation)
    {
        PlanInput? input = null;
        try
        {
            input = await ObserveAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
            var plan = ApplyPlan.For(input);
            if (plan is not (ApplyPlan.Apply or ApplyPlan.Join or ApplyPlan.WaitForRun))
                return Rest(trainer, plan, input);
            if (plan is ApplyPlan.Apply && ask == PlanAsk.Nobody && Restless(settings, trainer) is { } restlessFor)
                return restlessFor < settings.Apply.Settle + Restlessness
                    ? new ApplyStep(new ApplyPlan.WaitForRun(), null, Soon)
                    : Rest(trainer, new ApplyPlan.Hold($"files of the settings keep changing: they have not held still for {Duration.Text(settings.Apply.Settle)} (apply.settle)"), input, Attentive);
            if (plan is ApplyPlan.Apply && await OnDiskAsync(trainer, cancellation).ConfigureAwait(false) is null)
                return Rest(trainer, new ApplyPlan.Hold("the settings file has errors: nothing is applied until it is valid again"), input);
            began();
            using var turn = FileLock.TryTake(host.ApplyLock(trainer.Name));
            // Somebody else, the daemon or an operator's `apply`, is at it.
            return turn is null
                ? new ApplyStep(new ApplyPlan.WaitForRun(), null, Breath)
                : await ActAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Rest(trainer, new ApplyPlan.Hold(fault.Message), input);
        }
    }

    private async Task<ApplyStep> ActAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation)
    {
        var input = await ObserveAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
        var plan = ApplyPlan.For(input);
        return plan switch
        {
            // Its unit is being started, and start-trainer has not come so far as to say with what.
            ApplyPlan.WaitForRun when !input.RunInProgress => new ApplyStep(plan, null, Soon),
            ApplyPlan.Join or ApplyPlan.WaitForRun => await JoinAsync(settings, trainer, plan, input, cancellation).ConfigureAwait(false),
            ApplyPlan.Apply(var reason) => await InTurnAsync(settings, trainer, ask, reason, input, cancellation).ConfigureAwait(false),
            _ => Rest(trainer, plan, input),
        };
    }

    private async Task<ApplyStep> JoinAsync(AgentSettings settings, TrainerSettings trainer, ApplyPlan plan, PlanInput input, CancellationToken cancellation)
    {
        var same = plan is ApplyPlan.Join;
        tell(new ApplyEvent(same ? ApplyEventKind.Joined : ApplyEventKind.Waiting, trainer.Name,
            same ? "run.sh is already on its way with these settings; waiting for it" : "run.sh is on its way with earlier settings; the new ones are applied when it has ended",
            input.Desired?.Shown));
        var joined = await JoinedRun.EndAsync(host, trainer, settings.Apply.Timeout, clock, cancellation).ConfigureAwait(false);
        if (joined.Stopped)
            return same ? Stopped(trainer, joined, input) : new ApplyStep(plan, null, TimeSpan.Zero);
        book.Ended(trainer.Name, joined.With ?? new Fingerprint(input.Run!.Fingerprint), joined);
        return new ApplyStep(plan, same ? joined : null, TimeSpan.Zero);
    }

    private async Task<ApplyStep> InTurnAsync(
        AgentSettings settings, TrainerSettings trainer, PlanAsk ask, ApplyReason reason, PlanInput input, CancellationToken cancellation)
    {
        // Before anything is asked: what was looked at before a wait behind other runs would be of half an hour ago.
        try
        {
            return Interlocked.Increment(ref underWay) > Most
                ? new ApplyStep(new ApplyPlan.WaitForRun(), null, Breath)
                : await RunAsync(settings, trainer, ask, reason, input, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private async Task<ApplyStep> RunAsync(
        AgentSettings settings, TrainerSettings trainer, PlanAsk ask, ApplyReason reason, PlanInput input, CancellationToken cancellation)
    {
        var desired = input.Desired!;
        if (await ObjectionAsync(settings, trainer, ask, cancellation).ConfigureAwait(false) is { } why)
            return Rest(trainer, new ApplyPlan.Hold(why), input, HoldInterval(settings));
        // From now on it is due. A wait comes before the guard, whose answer is about the moment of the start.
        input = AsOf(input, await PauseAsync(cancellation).ConfigureAwait(false), isDue: true);
        if (ApplyPlan.For(input) is not ApplyPlan.Apply and var wait)
            return Rest(trainer, wait, input);
        if (settings.Apply.Guard is not null && ask != PlanAsk.OperatorForce
            && await units.AskGuardAsync(trainer, settings.Apply.GuardTimeout, cancellation).ConfigureAwait(false) is { } no)
            return Rest(trainer, new ApplyPlan.Hold("apply.guard: " + no), input, HoldInterval(settings));
        cancellation.ThrowIfCancellationRequested();
        // start-trainer reads the settings itself: newer ones than these were not probed, and are in force in a moment.
        if (await OnDiskAsync(trainer, cancellation).ConfigureAwait(false) != desired
            // Somebody else has run it while the application or the guard was asked.
            || TrainerRun.Of(host, trainer.Name)?.Id != input.Run?.Id
            || (ask == PlanAsk.Nobody && Settles(settings)))
            return new ApplyStep(new ApplyPlan.WaitForRun(), null, Soon);
        // What was asked took its time: it begins only when nothing stands in the way at this moment.
        input = AsOf(input, await PauseAsync(cancellation).ConfigureAwait(false), isDue: true);
        if (ApplyPlan.For(input) is not ApplyPlan.Apply and var last)
            return Rest(trainer, last, input);
        var before = book.Starting(trainer.Name, desired);
        if (!refused.TryGetValue(trainer.Name, out var earlier) || earlier != desired)
            tell(new ApplyEvent(ApplyEventKind.Started, trainer.Name, $"running run.sh trainer: {PlanWords.Of(reason)}", desired.Shown));
        var result = await units.RunAsync(trainer, desired, settings.Apply.Timeout, cancellation).ConfigureAwait(false);
        if (result.Refused || (result.Lost && !await IsSeenAsync(trainer, input.Run, cancellation).ConfigureAwait(false)))
        {
            refused[trainer.Name] = desired;
            book.NotStarted(trainer.Name, before);
            // Its unit may have been stopped for the start that was refused.
            input = await ObserveAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
            return Rest(trainer, new ApplyPlan.Hold(result.Failure ?? "the request to start its unit was lost"), input, HoldInterval(settings)) with { Result = result };
        }
        refused.TryRemove(trainer.Name, out _);
        if (result.Lost)
            return new ApplyStep(new ApplyPlan.WaitForRun(), null, Breath);
        if (result.Stopped)
            return Stopped(trainer, result, input);
        book.Ended(trainer.Name, result.With ?? desired, result);
        return new ApplyStep(new ApplyPlan.Apply(reason), result, TimeSpan.Zero);
    }

    private ApplyStep Stopped(TrainerSettings trainer, RunResult result, PlanInput input)
    {
        tell(new ApplyEvent(ApplyEventKind.Stopped, trainer.Name, "stopped by hand before it was applied; it stays so until the settings change or an operator applies", input.Desired?.Shown));
        return Rest(trainer, new ApplyPlan.Idle(NotStarted.Stopped), input) with { Result = result };
    }

    // Whether what was asked for, and nobody has answered, has come to something.
    private async Task<bool> IsSeenAsync(TrainerSettings trainer, TrainerRun? before, CancellationToken cancellation) =>
        TrainerRun.Of(host, trainer.Name)?.Id != before?.Id
        || await units.StateAsync(trainer, cancellation).ConfigureAwait(false) is { IsStarting: true } or { HasJob: true };

    // For how long nothing could be started because of it; null when it can.
    private TimeSpan? Restless(AgentSettings settings, TrainerSettings trainer)
    {
        if (Settles(settings))
            return clock.GetElapsedTime(restless.GetOrAdd(trainer.Name, _ => clock.GetTimestamp()));
        restless.TryRemove(trainer.Name, out _);
        return null;
    }

    // Null when the file is invalid or names the trainer no more.
    private Task<Fingerprint?> OnDiskAsync(TrainerSettings trainer, CancellationToken cancellation) => looks.AtAsync($"the settings of {trainer.Name}", () =>
        SettingsFile.Read(settingsFile, host).Settings is { } settings && settings.Trainers.FirstOrDefault(other => other.Name == trainer.Name) is { } same
            ? Fingerprint.Of(settings, same, host, out _)
            : null, cancellation);

    private ApplyStep Rest(TrainerSettings trainer, ApplyPlan plan, PlanInput? input, TimeSpan? again = null)
    {
        book.Resting(trainer.Name, plan, input?.Desired, input is { TrainerRuns: true }, input?.Now ?? clock.GetUtcNow());
        var wait = plan.Ends is { } until && until - clock.GetUtcNow() is var left && left < Calm ? left : again ?? Calm;
        // An operator who has followed the cure looks at once what came of it.
        wait = plan is ApplyPlan.Hold(var why) && why == input?.Damaged ? Attentive : wait;
        return new ApplyStep(plan, null, wait < Soon ? Soon : wait);
    }

    private async Task<PlanInput> ObserveAsync(AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation)
    {
        var unit = await units.StateAsync(trainer, cancellation).ConfigureAwait(false);
        var seen = await looks.AtAsync($"what {trainer.Name} was applied with", () =>
        {
            var desired = Fingerprint.Of(settings, trainer, host, out var unreadable);
            var applied = AppliedRecords.Read(host, trainer.Name, settingsFile, out var damaged);
            // Windows open by the host's local time, which somebody may have set since.
            if (settings.Apply.Windows.Count > 0)
                TimeZoneInfo.ClearCachedData();
            var splay = settings.Apply.Splay > TimeSpan.Zero ? Splay.Of(settings.Apply, Splay.Machine(host)) : TimeSpan.Zero;
            return (Desired: desired, Unreadable: unreadable, Run: TrainerRun.Of(host, trainer.Name), Applied: applied, Damaged: damaged, Pause: PauseStanding.Of(host, clock), Splay: splay);
        }, cancellation).ConfigureAwait(false);
        var run = seen.Applied.RunUnder(unit, seen.Run);
        var applied = seen.Applied is { } record && !record.IsUndoneBy(run) ? record : null;
        // From the same look at the run: else one that has just died would be planned again before its failure counts.
        book.CountEnd(trainer.Name, seen.Desired, run);
        var input = new PlanInput(seen.Desired, seen.Unreadable, applied, book.Of(trainer.Name), run, run is { InProgress: true }, settings.Apply, ask, clock.GetUtcNow())
        {
            UnitStarts = unit is { IsStarting: true } or { IsStopping: true } or { HasJob: true },
            Damaged = seen.Damaged,
            MayRun = AppliedRecords.MayRun(unit, run),
            NotStarted = applied.NotStarted(unit, run),
            CannotStart = unit?.CannotStart,
            SplayWait = seen.Splay,
        };
        return AsOf(input, seen.Pause, isDue: false);
    }

    private Task<PauseStanding> PauseAsync(CancellationToken cancellation) => looks.AtAsync(host.Pause, () => PauseStanding.Of(host, clock), cancellation);

    // The same, at this moment.
    private PlanInput AsOf(PlanInput input, PauseStanding pause, bool isDue)
    {
        var now = clock.GetUtcNow();
        var attempts = input.Desired is { } desired ? input.Attempts.For(desired) : input.Attempts;
        attempts = isDue ? attempts.Due(now) : attempts;
        var windows = input.Apply.Windows.Count == 0 ? null
            : WindowStanding.Of(input.Apply.Windows, now, attempts.DueAt is { } due && due < now ? due : now, clock.LocalTimeZone);
        return input with { Attempts = attempts, Now = now, Pause = pause, Windows = windows };
    }

    // A held apply goes through as soon as the application accepts it, so it asks as often as the api check does.
    private static TimeSpan HoldInterval(AgentSettings settings) =>
        settings.Schedules.Api.Interval is { } interval && interval < TimeSpan.FromMinutes(1) ? interval : TimeSpan.FromMinutes(1);
}
