using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks;

/// <summary>A file system that does not answer: one finding for each path, whichever check touched it first.</summary>
internal static class NotAnswering
{
    public static readonly FindingKind Kind = new("host.not-answering", Severity.Error,
        "A file system does not answer",
        "# bring back what serves {subject}; what the kernel says of it: dmesg",
        "",
        """
        A look at the path has not come back: the NFS or SSH server behind it, the disk or the iSCSI target below it is gone or hangs, and whoever touches it
        waits. Any check can find it, and the other checks go on. What that check found before stays as it was, because it cannot look. Nothing that hangs is
        looked at a second time before the first look has come back or the settings have changed, so that no threads pile up; the finding clears by itself
        once it has.

        Settings that name such a file are not applied until it can be read: it may have changed. The trainer keeps running.

        Bring the server back, or give the mount up with umount -f, or umount -l if that hangs too. A trainer whose own folders hang has to be restarted then.
        """);

    /// <param name="path">On this machine.</param>
    /// <param name="since">When the look began.</param>
    public static Finding Of(HostPaths host, string path, DateTimeOffset since)
    {
        var (subject, observed) = (UnixText.Shown(host.Named(path)), $"no answer since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        if (MountOf(path) is not { } mount)
            return Kind.Found(subject, "answers", observed);
        var point = ShellText.Quote(mount.Point);
        return Kind.FoundWithFix(subject, "answers", $"{observed}; {mount}",
            $"# bring back what serves {point} (dmesg tells more), or give it up: umount -f {point} || umount -l {point}");
    }

    /// <summary>The mount it lies on, by the mount table alone; null for that of <c>/</c>, from which a symlink may lead anywhere.</summary>
    private static Mount? MountOf(string path)
    {
        try
        {
            var mounts = HostMounts.Read(new HostPaths("/"));
            return mounts.WithoutSymlinks(path) is { Point: not "/" } mount ? mount : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
