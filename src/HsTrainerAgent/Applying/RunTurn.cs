using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>The right to run run.sh for one trainer, held by one process at a time for as long as its run.sh lives.</summary>
internal sealed class RunTurn : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly FileLock held;

    private RunTurn(FileLock held, bool waited)
    {
        this.held = held;
        Waited = waited;
    }

    /// <summary>Another run was on its way when this one came: it may have applied the very same settings.</summary>
    public bool Waited { get; }

    /// <summary>Waits for a run that is on its way; ends a foreground trainer that an earlier run left.</summary>
    public static async Task<RunTurn> TakeAsync(HostPaths host, string trainer, TimeSpan grace, TextWriter log, TimeProvider clock, CancellationToken stop)
    {
        var waited = false;
        while (true)
        {
            if (FileLock.TryTake(host.RunLock(trainer)) is { } free)
                return new RunTurn(free, waited);
            if (TrainerRun.Read(host.Run(trainer)) is { Phase: RunPhase.Applied } foreground)
                EndLeftovers(foreground, grace, log, clock);
            else
                waited = true;
            await Task.Delay(Poll, clock, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what is left of an earlier run: its start-trainer, its session, and whatever carries its mark.</summary>
    public static void EndLeftovers(TrainerRun? earlier, TimeSpan grace, TextWriter log, TimeProvider clock)
    {
        if (earlier is null)
            return;
        if (earlier.IsWatched && earlier.Pid != Environment.ProcessId)
        {
            log.WriteLine($"ending the earlier run of {earlier.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z (pid {earlier.Pid})");
            _ = Libc.kill(earlier.Pid, Libc.SIGTERM);
            using var never = new ManualResetEventSlim();
            for (var since = clock.GetTimestamp(); earlier.IsWatched && clock.GetElapsedTime(since) < grace + TimeSpan.FromSeconds(5);)
                never.Wait(Poll);
            if (earlier.IsWatched)
                _ = Libc.kill(earlier.Pid, Libc.SIGKILL);
        }
        var tree = earlier.Tree();
        if (tree.Members() is { Count: > 0 } left)
        {
            log.WriteLine($"ending {left.Count} processes of the earlier run");
            tree.End(grace, clock);
        }
    }

    public void Dispose() => held.Dispose();
}
