using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Waits for a run that somebody else started, by the state it keeps on disk.</summary>
internal static class JoinedRun
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>For killing what ran out of time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>Completes when the run that is on its way counts as applied or has ended. Cancelling leaves the run alone.</summary>
    public static async Task<RunResult> EndAsync(HostPaths host, TrainerSettings trainer, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        for (var since = clock.GetTimestamp(); clock.GetElapsedTime(since) < timeout + Margin; await Task.Delay(Poll, clock, cancellation).ConfigureAwait(false))
        {
            var run = TrainerRun.Of(host, trainer.Name);
            if (run is null)
                return new RunResult(null, "the run left no trace", Refused: false);
            if (!run.InProgress)
                return RunResult.Of(run);
        }
        return new RunResult(null, $"the run in progress has not come to an end within {Duration.Text(timeout + Margin)}", Refused: false);
    }
}
