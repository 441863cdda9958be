namespace HsTrainerAgent.Linux.Labels;

/// <summary>What belongs to a scan: a folder and what lies below it on the same mount.</summary>
/// <param name="place">A folder that was found on a local file system.</param>
/// <param name="mountsInside">The host's paths inside it at which something is mounted.</param>
/// <param name="mountIds">Whether the kernel tells the mount of a file, as it does since 5.8.</param>
internal sealed class ScanBounds(Place place, IReadOnlyDictionary<string, Mount> mountsInside, bool mountIds)
{
    // By folder, so that only the few folders that hold a mount point look each name up.
    private readonly Dictionary<string, Dictionary<string, Mount>> mounts = mountsInside
        .Select(pair => (Name: pair.Key[place.Real.Length..].TrimStart('/'), Mount: pair.Value))
        .GroupBy(mount => Path.GetDirectoryName(mount.Name)!)
        .ToDictionary(group => group.Key, group => group.ToDictionary(mount => Path.GetFileName(mount.Name), mount => mount.Mount));

    /// <summary>Set by the thread that opens the scanned folder, before there is any other folder to read.</summary>
    private Inode? start;

    public byte[] Start { get; } = UnixText.ToBytes(place.Here);

    /// <summary>What is mounted directly in a folder, by the names there; null when there is nothing.</summary>
    /// <param name="folder">Relative to the scanned one.</param>
    public Dictionary<string, Mount>? MountsIn(byte[] folder) => mounts.Count == 0 ? null : mounts.GetValueOrDefault(UnixText.FromBytes(folder));

    /// <summary>Whether a file lies on another mount than the scanned folder, which is the first to be asked for.</summary>
    public bool IsElsewhere(Inode inode)
    {
        start ??= inode;
        // A bind mount of the same file system has the same st_dev; kernels before 5.8 tell it by the mount table alone.
        return mountIds && inode.MountId is { } id && start.MountId is { } startId ? id != startId : inode.Volume != start.Volume;
    }
}
