using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Judges the volumes: their mounts, and how full they are.</summary>
internal static class VolumeDrift
{
    /// <param name="path">The host's path that lies on the mount.</param>
    public static IEnumerable<Finding> OfMount(string path, Mount mount, MountTable mounts)
    {
        if (mount.Nature == FileSystemNature.Shared)
            yield return VolumeKinds.SharedFileSystem.Found(path, "a local file system", mount.ToString());
        else if (mounts.IsReadOnly(mount))
            yield return VolumeKinds.ReadOnly.Found(path, "mounted read-write", $"{mount} read-only", ("point", mount.Point));
    }

    /// <param name="path">A host's path on the volume.</param>
    public static IEnumerable<Finding> OfVolume(string path, Mount mount, Volume volume, ThresholdSettings thresholds)
    {
        if (volume.SpacePercent >= thresholds.SpacePercent)
            yield return VolumeKinds.Space.Found(path, $"less than {thresholds.SpacePercent} % used",
                $"{volume.SpacePercent} % used, {Size(volume.Available)} of {Size(volume.Total)} free, {mount}");
        if (volume.InodesPercent >= thresholds.InodesPercent && volume.Inodes > 0)
            yield return VolumeKinds.Inodes.Found(path, $"less than {thresholds.InodesPercent} % used",
                $"{volume.InodesPercent} % used, {volume.InodesFree} of {volume.Inodes} free, {mount}");
    }

    private static string Size(ulong bytes) => bytes switch
    {
        >= 1UL << 40 => $"{bytes / (double)(1UL << 40):0.0} TiB",
        >= 1UL << 30 => $"{bytes / (double)(1UL << 30):0.0} GiB",
        _ => $"{bytes / (double)(1UL << 20):0.0} MiB",
    };
}
