using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Whether a run could be kept and recorded: asked before a trainer that works is ended for a successor that could not be.</summary>
internal static class RecordRoom
{
    /// <summary>What stands in the way, or null; what cannot be told is start-trainer's to try.</summary>
    public static string? Fault(HostPaths host, TrainerSettings trainer) =>
        Fault(host, Path.GetDirectoryName(host.AppliedRecord(trainer.Name))!, "that run.sh succeeded could not be recorded")
        ?? Fault(host, Path.GetDirectoryName(host.Run(trainer.Name))!, "how run.sh goes could not be kept");

    private static string? Fault(HostPaths host, string folder, string harm)
    {
        if (!Directory.Exists(folder))
            return null;
        if (IsReadOnly(host, folder))
            return $"{host.Named(folder)} is read-only: {harm}";
        return Volume.Of(folder, out _) is { Total: > 0, Free: 0 } or { Inodes: > 0, InodesFree: 0 } ? $"{host.Named(folder)} has no space left: {harm}" : null;
    }

    private static bool IsReadOnly(HostPaths host, string folder)
    {
        try
        {
            var mounts = HostMounts.Read(host);
            return mounts.Table.IsReadOnly(mounts.WithoutSymlinks(host.Named(folder)));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
