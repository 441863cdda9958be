using HsTrainerAgent.Article;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>What can be wrong with HS_PATH and the media folder.</summary>
internal static class FolderKinds
{
    private const string Step = "Installing the trainer, step 1";

    public static readonly FindingKind PathMissing = new("storage.path-missing", Severity.Error,
        "HS_PATH is missing or no folder",
        "mkdir -p {folder}", Step,
        """
        The trainer keeps its media and its database below HS_PATH. The folder is not there: it was never made, its volume is not mounted, or the
        settings name another path than the trainer uses.

        If HS_PATH is meant to be a volume of its own, mount that first: a folder made on the root file system would be hidden by the mount and
        fill the root file system meanwhile. Otherwise make the folder.
        """);

    public static readonly FindingKind MediaMissing = new("storage.media-missing", Severity.Error,
        "The media folder of this version is missing",
        $"mkdir -p {{folder}} && chown {Layout.MediaOwner} {{folder}}", Step,
        """
        The trainer's container writes its files into a folder below HS_PATH whose name the version decides: media, or trainer_media from 31.0.12,
        32.0.3 and in every later major version. Without it training jobs fail. After an upgrade it is typically the old name that is there.

        Make the folder and give it to user and group 1000, as the article says. If SELinux is enabled, label it too (selinux.media-label).
        """);

    public static readonly FindingKind MediaNotAFolder = new("storage.media-not-a-folder", Severity.Error,
        "Something that is no folder has the media folder's name",
        $"mv {{subject}} {{aside}} && mkdir -p {{subject}} && chown {Layout.MediaOwner} {{subject}}", Step,
        """
        The container mounts the media folder; a file in its place makes the trainer's start fail.

        Look at what it is, move it aside and make the folder.
        """);

    public static readonly FindingKind MediaOwner = new("storage.media-owner", Severity.Error,
        $"The media folder does not belong to {Layout.MediaOwner}",
        $"chown {Layout.MediaOwner} {{subject}}", Step,
        """
        The processes in the trainer's container run as user 1000 and group 1000. With another owner they cannot write, and training jobs fail
        with "Permission denied". Typically the folder was made by root and the chown was forgotten, or a restore reset it.

        Only the folder itself is given away, not what is in it: the article's chown is not recursive.
        """);

    public static readonly FindingKind MediaNotWritable = new("storage.media-not-writable", Severity.Error,
        "The media folder's mode keeps its owner from reading, writing or entering it",
        "chmod u+rwx {subject}", Step,
        """
        The owner, user 1000 of the trainer's container, needs to read the folder, to write into it and to enter it. The mode takes one of these
        rights away, so training jobs fail with "Permission denied" although the owner is right. The article's mkdir gives 0755.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [PathMissing, MediaMissing, MediaNotAFolder, MediaOwner, MediaNotWritable];
}
