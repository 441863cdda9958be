using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.SeLinux;
using HsTrainerAgent.Checks.Storage;

namespace HsTrainerAgent.Tests.Checks;

/// <summary>A FUSE file system whose server never answers: whoever touches it hangs.</summary>
public sealed class HangingFileSystemTests : IDisposable
{
    private readonly TrainerHost host = new();
    private Process? server;

    [Fact]
    public void A_file_system_that_hangs_is_named_and_never_touched()
    {
        Assert.SkipUnless(TrainerHost.IsRoot && File.Exists("/dev/fuse"), "mounting FUSE needs root and /dev/fuse");
        File.Delete(host.File("/proc/self/mountinfo"));
        host.Write("/sys/fs/selinux/enforce", "1");
        server = Process.Start(new ProcessStartInfo("bash",
            ["-c", $"exec 3<>/dev/fuse && mount -i -t fuse.hang -o fd=3,rootmode=40000,user_id=0,group_id=0 hang {host.File("/mnt/hs")} && echo mounted && exec cat"])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.SkipUnless(server.StandardOutput.ReadLine() == "mounted", "mounting is not allowed here");
        var started = Stopwatch.GetTimestamp();

        var storage = host.Look(new StorageCheck());
        var labels = host.Look(new SeLinuxCheck());

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        Assert.Equal(["storage.shared-filesystem"], storage.Findings.Select(finding => finding.Code));
        Assert.Equal(CheckStatus.Unknown, labels.Status);
        Assert.Contains("was not touched, as it lies on fuse.hang", labels.Reason);
    }

    public void Dispose()
    {
        // Without its server every call to it fails instead of hanging.
        server?.Kill();
        server?.WaitForExit();
        server?.Dispose();
        using (var umount = Process.Start(new ProcessStartInfo("umount", ["-l", host.File("/mnt/hs")]) { RedirectStandardError = true }))
            umount?.WaitForExit();
        host.Dispose();
    }
}
