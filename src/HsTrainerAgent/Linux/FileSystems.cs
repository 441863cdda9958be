namespace HsTrainerAgent.Linux;

/// <summary>Where a file system keeps its files, as far as its type tells.</summary>
internal enum FileSystemNature
{
    Local,

    /// <summary>Other machines can reach the same files; touching it may hang.</summary>
    Shared,

    /// <summary>An automount point: touching what is below it mounts it.</summary>
    Automount,
}

/// <summary>Tells a file system's nature from its type as mountinfo names it.</summary>
internal static class FileSystems
{
    // Cluster and host-shared file systems; nfs*, cifs and smb* are told by their prefix.
    private static readonly HashSet<string> Shared =
    [
        "9p", "afs", "auristorfs", "beegfs", "ceph", "coda", "cvfs", "fhgfs", "gfs", "gfs2", "glusterfs", "gpfs", "lustre", "mmfs", "ncpfs",
        "ocfs2", "orangefs", "panfs", "prl_fs", "pvfs2", "vboxsf", "virtiofs", "vmhgfs", "wekafs",
    ];

    // Each reads a local block device or image, or local folders only; fuseblk is a block device by definition.
    private static readonly HashSet<string> LocalFuse =
    [
        "fuse.erofsfuse", "fuse.exfat", "fuse.exfat-fuse", "fuse.ext2", "fuse.ext4", "fuse.fuse-overlayfs", "fuse.fuse2fs", "fuse.lxcfs",
        "fuse.ntfs", "fuse.ntfs-3g", "fuse.snapfuse", "fuse.squashfuse", "fuse.squashfuse_ll", "fuse.vmware-vmblock", "fuse.zfs-fuse",
    ];

    public static FileSystemNature NatureOf(string type) =>
        type == "autofs" ? FileSystemNature.Automount
        : Shared.Contains(type) || IsNetwork(type) || IsForeignFuse(type) ? FileSystemNature.Shared
        : FileSystemNature.Local;

    private static bool IsNetwork(string type) =>
        (type.StartsWith("nfs", StringComparison.Ordinal) && type != "nfsd")
        || type.StartsWith("cifs", StringComparison.Ordinal)
        || type.StartsWith("smb", StringComparison.Ordinal);

    private static bool IsForeignFuse(string type) =>
        type == "fuse" || (type.StartsWith("fuse.", StringComparison.Ordinal) && !LocalFuse.Contains(type));
}
