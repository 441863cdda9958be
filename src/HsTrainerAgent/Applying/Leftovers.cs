using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Ends what is left of earlier runs, so that two trainers never work on the same data: their start-trainer, their session, and whatever carries their mark.</summary>
/// <param name="grace">Between SIGTERM and SIGKILL.</param>
internal sealed class Leftovers(HostPaths host, TimeSpan grace, Action<string> tell, TimeProvider clock)
{
    /// <summary>What a start-trainer needs beyond the grace it gives its own script.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public void End(TrainerRun earlier)
    {
        if (earlier.IsWatched && earlier.Pid != Environment.ProcessId)
        {
            tell($"ending the earlier run of {earlier.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z (pid {earlier.Pid})");
            _ = Libc.kill(earlier.Pid, Libc.SIGTERM);
            using var never = new ManualResetEventSlim();
            for (var since = clock.GetTimestamp(); earlier.IsWatched && clock.GetElapsedTime(since) < grace + Margin;)
                never.Wait(Poll);
            if (earlier.IsWatched)
                _ = Libc.kill(earlier.Pid, Libc.SIGKILL);
        }
        var tree = earlier.Tree();
        if (tree.Members() is { Count: > 0 } left)
        {
            tell($"ending {(left.Count == 1 ? "1 process" : $"{left.Count} processes")} of the earlier run");
            tree.End(grace, clock);
        }
    }

    /// <summary>The runs of the same bundle under a name that the settings know no more: a trainer that was renamed.</summary>
    public void EndRenamed(AgentSettings settings, TrainerSettings trainer)
    {
        foreach (var file in Directory.EnumerateFiles(host.RunFolder, "*.json"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (settings.Trainers.All(known => known.Name != name) && TrainerRun.Read(file) is { } run && run.Bundle == trainer.Bundle)
            {
                tell($"it was named {name} before");
                End(run);
                // Back under that name with the same settings, it would be taken for running.
                AtomicFile.Remove(host.AppliedRecord(name));
            }
        }
    }
}
