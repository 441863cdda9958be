using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Whether an applied record could be written: asked before a trainer that works is ended for a successor that could not be recorded.</summary>
internal static class RecordRoom
{
    /// <summary>What stands in the way, with the cure, or null; what cannot be told is start-trainer's to try.</summary>
    public static string? Fault(HostPaths host, TrainerSettings trainer)
    {
        var folder = Path.GetDirectoryName(host.AppliedRecord(trainer.Name))!;
        if (!Directory.Exists(folder))
            return null;
        return Volume.Of(folder, out _) is { Total: > 0, Free: 0 } or { Inodes: > 0, InodesFree: 0 } ? $"{folder} has no space left: that run.sh succeeded could not be recorded" : null;
    }
}
