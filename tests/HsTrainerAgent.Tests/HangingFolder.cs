using System.Diagnostics;

namespace HsTrainerAgent.Tests;

/// <summary>A FUSE file system over a folder whose server never answers: whoever touches it hangs until this is disposed.</summary>
internal sealed class HangingFolder : IDisposable
{
    private readonly string folder;
    private readonly Process server;

    /// <summary>Skips the test where such a thing cannot be mounted.</summary>
    public HangingFolder(string folder)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/dev/fuse"), "mounting FUSE needs root and /dev/fuse");
        this.folder = folder;
        server = Process.Start(new ProcessStartInfo("bash",
            ["-c", $"exec 3<>/dev/fuse && mount -i -t fuse.hang -o fd=3,rootmode=40000,user_id=0,group_id=0 hang {folder} && echo mounted && exec cat"])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (server.StandardOutput.ReadLine() == "mounted")
            return;
        Dispose();
        Assert.Skip("mounting FUSE is not allowed here");
    }

    public void Dispose()
    {
        // Without its server every call to it fails instead of hanging.
        server.Kill();
        server.WaitForExit();
        server.Dispose();
        using var umount = Process.Start(new ProcessStartInfo("umount", ["-l", folder]) { RedirectStandardError = true });
        umount?.WaitForExit();
    }
}
