namespace HsTrainerAgent.Checks.Storage;

/// <summary>What the claims beside the data can tell.</summary>
internal static class ClaimKinds
{
    public static readonly FindingKind SharedWithHost = new("storage.shared-with-host", Severity.Error,
        "Another machine's trainer uses the same folders",
        "# Give each machine a disk of its own; where the other no longer uses this one: rm /mnt/hs/.hs-trainer-agent/claim-VERSION-MACHINE.json",
        "Installing the trainer: do not use shared storage, especially with multiple trainers of the same version",
        """
        Each time a trainer is started or adopted, a small file is left in HS_PATH/.hs-trainer-agent: the machine's id and name, the trainer's
        version and the time. Here lies one of another machine for a version that has the media or the database folder in common with this
        trainer's: the disk is shared below the file system (a LUN or virtual disk attached twice), or it was moved or copied here. Two trainers on
        the same folders overwrite each other's data, and two PostgreSQL servers on one folder destroy it.

        Stop one of the two and give it a disk of its own. Where the other machine is gone, was installed anew (which gives it a new id) or no longer
        uses the disk, remove its file. The time is that of its last start: a trainer that has been running for months has an old one.

        Two machines with one id are told apart by their names and boots; give a cloned machine its own id (machine-id(5)). Claims are written and read
        on local file systems only, and not at all with "claims": false in the settings.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [SharedWithHost];
}
