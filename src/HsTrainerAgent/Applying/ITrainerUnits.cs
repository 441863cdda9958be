using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>The seam to whatever runs <c>start-trainer NAME</c>: a direct child, or a systemd unit.</summary>
internal interface ITrainerUnits
{
    /// <summary>The user that run.sh runs as.</summary>
    uint RunsAs { get; }

    /// <summary>Starts <c>start-trainer</c>; completes when the run counts as applied or has ended. Cancelling leaves the run alone.</summary>
    /// <param name="expected">The fingerprint that the run was planned for.</param>
    /// <param name="timeout">How long run.sh may take.</param>
    Task<RunResult> RunAsync(TrainerSettings trainer, Fingerprint expected, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Has the operator's guard (apply.guard) asked whether the trainer may be run again now; called off, nothing is run afterwards.</summary>
    /// <param name="timeout">How long the guard may take.</param>
    /// <returns>Null when it may, else why not.</returns>
    Task<string?> AskGuardAsync(TrainerSettings trainer, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>The trainer's unit; null where there is none, and when process 1 cannot be asked.</summary>
    Task<UnitState?> StateAsync(TrainerSettings trainer, CancellationToken cancellation);
}

/// <summary>How a run went.</summary>
/// <param name="Run">Its id, or null when there was none.</param>
/// <param name="Failure">Null when the trainer was applied.</param>
/// <param name="Refused">run.sh was not started at all.</param>
internal sealed record RunResult(string? Run, string? Failure, bool Refused)
{
    public bool Applied => Failure is null;

    /// <summary>As the run's own state tells it.</summary>
    /// <param name="otherwise">What else is known to be wrong.</param>
    public static RunResult Of(TrainerRun run, string? otherwise = null) =>
        new(run.Id, run.Stopped ? run.Failure ?? "it was stopped" : run.Fault ?? otherwise, Refused: false) { With = new Fingerprint(run.Fingerprint), Stopped = run.Stopped };

    /// <summary>What the run was started with, where it says so: a unit reads the settings itself.</summary>
    public Fingerprint? With { get; init; }

    /// <summary>Somebody stopped it on purpose.</summary>
    public bool Stopped { get; init; }

    /// <summary>Nobody was left to tell how it went; the run goes on, and its state will tell.</summary>
    public bool Lost { get; init; }
}
