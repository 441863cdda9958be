using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>The right to run run.sh for one trainer, held by one process at a time for as long as its run.sh lives.</summary>
internal sealed class RunTurn : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly FileLock held;

    private RunTurn(FileLock held) => this.held = held;

    /// <inheritdoc cref="FileLock.Inode"/>
    public ulong LockInode => held.Inode;

    /// <summary>Waits for a run that is on its way, ends a foreground trainer that an earlier run left; null when somebody else has applied the same meanwhile.</summary>
    /// <param name="fingerprint">What this run is to apply.</param>
    /// <param name="prepare">Called before anything is ended: from then on nothing counts as applied.</param>
    /// <param name="patience">How long a run that is on its way can take.</param>
    /// <exception cref="TimeoutException">Somebody holds the turn for longer; says who.</exception>
    public static async Task<RunTurn?> TakeAsync(
        HostPaths host, string trainer, Fingerprint fingerprint, Leftovers leftovers, Action prepare, TimeSpan patience, TimeProvider clock, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        // What was over when this one came is to be rerun; what comes to an end after that was applied beside it.
        var arrival = TrainerRun.Of(host, trainer);
        var old = arrival is { InProgress: false } ? arrival.Id : null;
        while (true)
        {
            var free = FileLock.TryTake(host.RunLock(trainer));
            var run = TrainerRun.Of(host, trainer);
            if (run is { Phase: RunPhase.Applied, Fault: null } && run.Id != old && run.Fingerprint == fingerprint.Hex)
            {
                free?.Dispose();
                return null;
            }
            if (free is not null)
                return new RunTurn(free);
            if (run is { Phase: RunPhase.Applied })
            {
                prepare();
                leftovers.End(run);
            }
            if (clock.GetElapsedTime(since) > patience)
                throw new TimeoutException($"process {FileLock.HolderOf(host.RunLock(trainer))?.ToString() ?? "unknown"} holds {host.RunLock(trainer)} and does not give it back");
            await Task.Delay(Poll, clock, stop).ConfigureAwait(false);
        }
    }

    public void Dispose() => held.Dispose();
}
