using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Why run.sh is run.</summary>
internal enum ApplyReason { FirstStart, SettingsChanged, LastRunFailed, NotStartedSinceBoot, Stopped, AskedByOperator }

/// <summary>What is known when a plan is made; nothing in it is looked up later.</summary>
/// <param name="Desired">Null when it cannot be told, with <paramref name="CannotTell"/> saying why.</param>
/// <param name="Applied">The applied record, or null.</param>
/// <param name="Run">The last run in this boot, or null.</param>
/// <param name="RunInProgress">Whether that run is still on its way.</param>
internal sealed record PlanInput(
    Fingerprint? Desired, string? CannotTell, AppliedRecord? Applied, Attempts Attempts, TrainerRun? Run, bool RunInProgress,
    ApplySettings Apply, PlanAsk Ask, DateTimeOffset Now)
{
    /// <summary>The trainer's unit is being started, or is about to be; only process 1 knows of it yet.</summary>
    public bool UnitStarts { get; init; }

    /// <summary>Why process 1 would refuse to start the trainer's unit, or null.</summary>
    public string? CannotStart { get; init; }

    /// <summary>Why the applied record, which is there, tells nothing; else null.</summary>
    public string? Damaged { get; init; }

    /// <summary>The trainer may run whatever the applied record says: something was started in this boot.</summary>
    public bool MayRun { get; init; }

    /// <summary>A damaged record of a trainer that may run with these settings: only an operator knows. With settings that were never tried it does not.</summary>
    public bool DamageHolds => Damaged is not null && Ask != PlanAsk.OperatorForce && LastTried && (MayRun || (Ask == PlanAsk.Nobody && !Apply.AtBoot));

    /// <summary>The same of one that does not run since the machine booted.</summary>
    public bool DamagedBeforeBoot => Damaged is not null && LastTried && !MayRun;

    /// <summary>Whether somebody has paused the agent.</summary>
    public PauseStanding Pause { get; init; } = PauseStanding.None;

    /// <summary>How the maintenance windows stand; null where the settings have none.</summary>
    public WindowStanding? Windows { get; init; }

    /// <summary>This machine's part of apply.splay.</summary>
    public TimeSpan SplayWait { get; init; }

    /// <summary>When the wait of a change that is due comes to its end; null while it is not known to be due, or when there is none.</summary>
    public DateTimeOffset? SplayEnds =>
        SplayWait > TimeSpan.Zero && Desired is { } desired && Attempts.For(desired).DueAt is { } due && due <= Now
            ? (Windows?.Opened is { } opened && opened > due ? opened : due) + SplayWait
            : null;

    /// <summary>A rerun could cost somebody a trainer that works: it runs, or may have been started by hand. After a failure, a stop or a boot nothing runs that could be lost.</summary>
    public bool Protects(ApplyReason reason) =>
        TrainerRuns || (NotStarted is null && Run is not ({ Fault: not null } or { Stopped: true }) && (MayRun || reason == ApplyReason.FirstStart));

    private bool LastTried => Desired is { } desired && (Attempts.StartedFingerprint ?? desired.Hex) == desired.Hex;

    /// <summary>The trainer runs as it was applied, with these settings or earlier ones, as far as can be told.</summary>
    public bool TrainerRuns => Applied is not null && NotStarted is null;

    /// <summary>Why the trainer, though applied, does not run; null when it runs as far as can be told.</summary>
    public NotStarted? NotStarted { get; init; }
}

/// <summary>Why a trainer that was applied does not run.</summary>
internal enum NotStarted { SinceBoot, Stopped }

/// <summary>Who wants the plan.</summary>
internal enum PlanAsk
{
    /// <summary>The daemon.</summary>
    Nobody,

    /// <summary>An operator: backoff, give-up, manual mode and splay do not stand in the way.</summary>
    Operator,

    /// <summary>An operator with <c>--force</c>: runs even when in sync, paused or outside the windows.</summary>
    OperatorForce,
}

/// <summary>What is to be done about one trainer, as data: a dry run prints it.</summary>
internal abstract record ApplyPlan
{
    /// <summary>The trainer runs with these settings.</summary>
    internal sealed record InSync : ApplyPlan;

    /// <summary>It was applied and does not run, and only an operator starts it: somebody stopped it, or apply.atBoot is off.</summary>
    internal sealed record Idle(NotStarted Why) : ApplyPlan;

    /// <summary>run.sh is to be run now.</summary>
    internal sealed record Apply(ApplyReason Reason) : ApplyPlan;

    /// <summary>A run with these very settings is on its way: wait for it.</summary>
    internal sealed record Join : ApplyPlan;

    /// <summary>A run with other settings is on its way; a rerun now would kill it: wait for its end.</summary>
    internal sealed record WaitForRun : ApplyPlan;

    /// <summary>Something keeps it from being applied that only a change can cure.</summary>
    internal sealed record Hold(string Why) : ApplyPlan;

    /// <summary>apply.mode is manual: an operator decides when.</summary>
    internal sealed record Manual : ApplyPlan;

    /// <summary>After a failure the next run waits.</summary>
    internal sealed record BackOff(DateTimeOffset Until) : ApplyPlan;

    /// <summary>Too many failures in a row.</summary>
    internal sealed record GiveUp(int Failures) : ApplyPlan;

    /// <summary>An operator has paused the agent; it ends by itself.</summary>
    internal sealed record Paused(DateTimeOffset Until, string Reason, string By) : ApplyPlan;

    /// <summary>No maintenance window is open, and a rerun could cost a trainer that works.</summary>
    /// <param name="Opens">When the next one opens; null when none does any more.</param>
    internal sealed record Outside(DateTimeOffset? Opens) : ApplyPlan;

    /// <summary>It is due, and this machine waits its part of apply.splay.</summary>
    internal sealed record Splay(DateTimeOffset Until) : ApplyPlan;

    /// <summary>It is only a matter of time, and of nothing that could be cured.</summary>
    public bool Waits => this is Paused or Outside or Splay;

    /// <summary>When time alone makes another plan of it; null when it does not, or nobody knows when.</summary>
    public DateTimeOffset? Ends => this switch
    {
        BackOff(var until) => until,
        Paused(var until, _, _) => until,
        Outside(var opens) => opens,
        Splay(var until) => until,
        _ => null,
    };

    /// <summary>Pure: the same input gives the same plan.</summary>
    public static ApplyPlan For(PlanInput input)
    {
        if (input.Desired is not { } desired)
            return new Hold(input.CannotTell ?? "the desired connection cannot be told");
        if (input.RunInProgress)
            return input.Run?.Fingerprint == desired.Hex ? new Join() : new WaitForRun();
        if (input.UnitStarts)
            return new WaitForRun();

        var asked = input.Ask != PlanAsk.Nobody;
        var attempts = input.Attempts.For(desired);
        // Stopped in the middle of run.sh: it never came to be applied, and nobody wants it to be tried again at once.
        if (!asked && input.Run is { Stopped: true, IsOfThisBoot: true } && input.Run.Fingerprint == desired.Hex)
            return new Idle(Applying.NotStarted.Stopped);
        if (input.DamageHolds)
            return new Hold(input.Damaged!);
        ApplyReason reason;
        if (input.Applied?.Fingerprint == desired.Hex)
        {
            if (input.Ask == PlanAsk.OperatorForce)
                return new Apply(ApplyReason.AskedByOperator);
            if (input.NotStarted is not { } idle)
                return new InSync();
            if (!asked && (idle == NotStarted.Stopped || !input.Apply.AtBoot))
                return new Idle(idle);
            reason = idle == NotStarted.Stopped ? ApplyReason.Stopped : ApplyReason.NotStartedSinceBoot;
        }
        else
        {
            reason = input.DamagedBeforeBoot ? ApplyReason.NotStartedSinceBoot
                : attempts.StartedFingerprint == desired.Hex ? ApplyReason.LastRunFailed
                : input.Applied is null && attempts.StartedFingerprint is null ? ApplyReason.FirstStart
                : ApplyReason.SettingsChanged;
        }
        if (input.Ask == PlanAsk.OperatorForce)
            return new Apply(ApplyReason.AskedByOperator);
        if (input.CannotStart is { } cannot)
            return new Hold(cannot);
        if (!asked && input.Apply.Mode == ApplyMode.Manual)
            return new Manual();
        if (!asked && attempts.Failures >= Attempts.Most)
            return new GiveUp(attempts.Failures);
        if (input.Pause.Unclear is { } unclear)
            return new Hold(unclear);
        if (input.Pause.InForce is { } pause)
            return new Paused(input.Pause.Ends, pause.Reason, pause.By);
        // A clock that was set back must not stretch the wait.
        if (!asked && attempts.NextAt is { } next && input.Now < next && !(input.Now < attempts.FailedAt))
            return new BackOff(next);
        if (!input.Protects(reason))
            return new Apply(reason);
        if (input.Windows is { Opened: null } closed)
            return new Outside(closed.Next);
        // What has just come is due once nothing else stands in the way, which is looked at before its wait begins.
        return !asked && input.SplayEnds is { } until && input.Now < until ? new Splay(until) : new Apply(reason);
    }
}
