using HsTrainerAgent.Article;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>What can be wrong with SELinux on a trainer host.</summary>
internal static class SeLinuxKinds
{
    private const string Step = "Installing the trainer, step 2";

    public static readonly FindingKind MediaLabel = new("selinux.media-label", Severity.Error,
        $"The media folder's SELinux type is not {Layout.ContainerType}",
        $"chcon -t {Layout.ContainerType} {{subject}}", Step,
        """
        SELinux lets a container touch only what carries the type container_file_t. The media folder has another type, so the trainer's
        container gets "Permission denied" although owner and mode are right; ausearch -m avc shows the denials.

        Label the folder. What is made in it from then on inherits the type; what is in it already keeps its own (selinux.media-content-label).
        """);

    public static readonly FindingKind MediaContentLabel = new("selinux.media-content-label", Severity.Warning,
        $"Something in the media folder has another SELinux type than {Layout.ContainerType}",
        $"chcon -R -t {Layout.ContainerType} {{folder}}", Step,
        """
        Files that were moved into the folder (mv), or were there before it was labelled, keep their old type, and the trainer's container cannot
        read them. The article labels the folder only, which is enough for an empty one.
        """);

    public static readonly FindingKind DatabaseMissing = new("selinux.database-missing", Severity.Error,
        "The database folder of this version is missing",
        $"mkdir -p {{folder}} && chcon -R -t {Layout.ContainerType} {{folder}}", Step,
        """
        With SELinux enabled the article has the database folder made and labelled before the trainer's first start, because the container engine
        would make it with a type that the container may not touch. The folder's name holds the version's first two numbers: after an upgrade it
        is the old one that is there. Old ones are left alone.
        """);

    /// <summary>The article has no mkdir for <c>postgresql</c>, so its absence is worth a look only.</summary>
    public static readonly FindingKind DatabaseMissingV28 = DatabaseMissing with
    {
        Severity = Severity.Warning,
        Title = "The database folder of this version, v28 or earlier, is missing",
        FixTemplate = $"# Start the trainer once, which makes it; then: chcon -R -t {Layout.ContainerType} {{folder}}",
    };

    public static readonly FindingKind DatabaseLabel = new("selinux.database-label", Severity.Error,
        $"The database folder, or something in it, has another SELinux type than {Layout.ContainerType}",
        $"chcon -R -t {Layout.ContainerType} {{folder}}", Step,
        """
        PostgreSQL in the trainer's container must reach every file of its folder. One file with another type is enough for it to stop with
        "Permission denied", at the start or hours later. Typically a backup was restored, files were moved in, or a relabel has undone the chcon
        (selinux.not-persistent says whether one would).

        The type is set recursively, as in the article. Owners and modes are not touched: they are PostgreSQL's own.
        """);

    public static readonly FindingKind NotPersistent = new("selinux.not-persistent", Severity.Warning,
        $"A relabel would take the type {Layout.ContainerType} away from the folder",
        $"semanage fcontext -a -t {Layout.ContainerType} '{{folder}}(/.*)?' && restorecon -R {{folder}}", "",
        """
        The article's chcon changes the label on the disk, not the policy. The policy on this host names another type for the path, and a relabel
        sets that one: the trainer then fails with "Permission denied", typically after somebody has repaired something else. Below /mnt/hs the
        policies of RHEL and Debian name none, and every relabel leaves such a path alone.

        When it happens depends on whether the policy lists container_file_t in its contexts/customizable_types. Where it does, as on RHEL,
        restorecon, fixfiles and an autorelabel keep the type; restorecon -F, fixfiles -F and an autorelabel that was asked for with -F
        (fixfiles -F onboot, or fixfiles onboot while SELinux was disabled) take it away. Where it does not, as on Debian, plain restorecon and an
        empty /.autorelabel do so too; the latter also appears by itself where a host is booted with SELinux disabled.

        The rule that semanage adds makes the type the policy's own, for the folder and all that is in it; restorecon then sets it. semanage is in
        policycoreutils-python-utils (RHEL, Debian). The label is right or wrong now independently of this: selinux.media-label and
        selinux.database-label tell that.
        """);

    public static readonly FindingKind Permissive = new("selinux.permissive", Severity.Warning,
        "SELinux is permissive, or will not be enforcing after the next boot",
        "setenforce 1", "",
        """
        While it is permissive, SELinux logs what it would deny and denies nothing. The trainer works, but a wrong label goes unnoticed until
        somebody sets it to enforcing, or the host is started again with SELINUX=enforcing in /etc/selinux/config. The mode of now and that of the
        next boot are both looked at, and the finding says when they differ.

        SELINUX=disabled is worse than permissive: files that are made meanwhile get no label, so that the whole host must be relabelled before it
        can enforce again. If permissive is meant for a while, leave it; labels are checked all the same.
        """);

    public static readonly FindingKind Categories = new("selinux.categories", Severity.Warning,
        "The SELinux level of the folder, or of something in it, has categories",
        "chcon -R -l s0 {folder}", "",
        """
        Categories tie a folder to one container: another container, and that is each new run of the trainer, has other categories and is denied
        although the type is right. They get there when the folder was once mounted with the option :Z, which sets them on everything in it too, or
        with files that were moved in (mv) from a container's own, so the cure is recursive. A range such as s0-s0:c0.c1023 denies in the same way:
        its upper end counts.
        """);

    public static IReadOnlyList<FindingKind> All { get; } =
        [MediaLabel, MediaContentLabel, DatabaseMissing, DatabaseMissingV28, DatabaseLabel, NotPersistent, Permissive, Categories];
}
