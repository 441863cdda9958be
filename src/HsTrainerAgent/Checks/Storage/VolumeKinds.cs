namespace HsTrainerAgent.Checks.Storage;

/// <summary>What can be wrong with the volumes that HS_PATH and its folders lie on.</summary>
internal static class VolumeKinds
{
    public static readonly FindingKind SharedFileSystem = new("storage.shared-filesystem", Severity.Error,
        "The trainer's storage is shared with other machines",
        "# Mount a local volume at {subject}, copy the data onto it while the trainer is stopped, and start the trainer again",
        "Installing the trainer: use local storage, do not use shared storage",
        """
        The path lies on a file system that other machines can reach too, such as NFS, CIFS, Ceph or a folder shared by the hypervisor. The
        article forbids it: trainers of the same version overwrite each other's data and training jobs fail. PostgreSQL below HS_PATH is not
        safe there either. A local file system that is made of such a one, an overlay with a folder on NFS or an image file on it, counts as shared.

        Move the data to a local disk. The agent told this from the mount table alone; it does not look into shared file systems, so what lies
        below the path was not checked.
        """);

    public static readonly FindingKind ReadOnly = new("storage.read-only", Severity.Error,
        "The trainer's storage is mounted read-only",
        "mount -o remount,rw {point}", "",
        """
        The trainer writes its media and its database; on a read-only volume every job fails. Either the mount options say so, or the kernel made
        the file system read-only after an error of the disk.

        Look into the kernel's log first (journalctl -k -g 'remount|I/O error'). After an error, check the file system before it is mounted
        read-write again; otherwise remount it and correct /etc/fstab.
        """);

    public static readonly FindingKind Space = new("storage.space", Severity.Warning,
        "A volume of the trainer is almost full",
        "# See what uses the space: du -xhd1 {subject} | sort -h; then free some, or enlarge the volume", "",
        """
        Training writes large files. When the volume is full, jobs fail and PostgreSQL stops. The vendor advises an alert at 95 % of every
        volume; the threshold is thresholds.spacePercent in the settings.

        Folders of versions that are no longer in use are candidates, but only the operator can know: nothing "old" is deleted by the agent.
        """);

    public static readonly FindingKind Inodes = new("storage.inodes", Severity.Warning,
        "A volume of the trainer has almost no inodes left",
        "# See where the many files are: du -x --inodes -d1 {subject} | sort -n; then remove some, or make a file system with more inodes", "",
        """
        Each file and folder needs an inode. When none is left, nothing can be created although there is space, and the errors say "No space left
        on device". The threshold is thresholds.inodesPercent in the settings.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [SharedFileSystem, ReadOnly, Space, Inodes];
}
