using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SeLinux;
using HsTrainerAgent.Checks.Storage;

namespace HsTrainerAgent.Tests.Checks;

/// <summary>A FUSE file system whose server never answers: whoever touches it hangs.</summary>
public sealed class HangingFileSystemTests : IDisposable
{
    private readonly TrainerHost host = new();

    [Fact]
    public void A_file_system_that_hangs_is_named_and_never_touched()
    {
        File.Delete(host.File("/proc/self/mountinfo"));
        host.Write("/sys/fs/selinux/enforce", "1");
        using var hanging = new HangingFolder(host.File("/mnt/hs"));
        var started = Stopwatch.GetTimestamp();

        var storage = host.Look(new StorageCheck());
        var labels = host.Look(new SeLinuxCheck());

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(25));
        Assert.Equal(["storage.shared-filesystem"], storage.Findings.Select(finding => finding.Code));
        Assert.Equal(CheckStatus.Unknown, labels.Status);
        Assert.Contains("was not touched, as it lies on fuse.hang", labels.Reason);
    }

    public void Dispose() => host.Dispose();
}
