using HsTrainerAgent.Checks;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Judges whether the daemon gets anywhere: no round of a check lasts beyond all its deadlines, and the apply loop looks at each trainer.</summary>
/// <remarks>
/// On the monotonic clock. A look that hangs is a finding and no reason to end the daemon: the runner leaves it behind at its deadline. Neither is a
/// run.sh that takes its time. That Quartz itself still fires is judged by who asks: its heartbeat job.
/// </remarks>
internal sealed class Progress(RunOptions options, CheckRounds rounds, ApplyStates applying, CurrentSettings current)
{
    /// <summary>Many times over what a round may take; only a runner or a thread pool that stands still gets here.</summary>
    private TimeSpan LongestRound(ICheck check) => options.CheckDeadline * 3 + check.Patience;

    /// <summary>What stands still, in words, or null.</summary>
    public string? Stuck =>
        rounds.UnderWay.Where(round => round.Lasting > LongestRound(round.Check)).Select(round => $"a round of the {round.Check.Name} check does not come to an end").FirstOrDefault()
        ?? applying.Stuck(current.Now.Settings is { } settings ? [.. settings.Trainers.Select(trainer => trainer.Name)] : []);
}
