using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Host;

/// <summary>The mount that the host's <c>/tmp</c> lies on, also from within a service that has a private <c>/tmp</c> of its own.</summary>
internal static class TmpMount
{
    // systemd mounts a folder /tmp/systemd-private-…/tmp over /tmp for a service with PrivateTmp=; see systemd.exec(5).
    private const string Private = "/systemd-private-";

    public static Mount Of(HostMounts mounts)
    {
        var mount = mounts.WithoutSymlinks("/tmp");
        return mount.Root.Contains(Private, StringComparison.Ordinal) && mounts.Table.All.FirstOrDefault(below => below.Id == mount.Parent) is { } hidden ? hidden : mount;
    }
}
