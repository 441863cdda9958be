using System.Diagnostics;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

/// <summary>Real mounts in a temporary folder of this machine, taken away again afterwards.</summary>
public sealed class LabelScanMountTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("label-mounts-").FullName;

    private static int Run(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardError = true })!;
        bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        return bash.ExitCode;
    }

    [Fact]
    public void What_is_mounted_inside_is_skipped_and_said_to_be()
    {
        Labelling.SkipUnlessPossible(root);
        Directory.CreateDirectory(root + "/data/memory");
        Directory.CreateDirectory(root + "/data/in/bound");
        Directory.CreateDirectory(root + "/elsewhere/wrong");
        Labelling.SetAll(root + "/data", Labelling.Right);
        Assert.SkipUnless(Run($"mount -t tmpfs none {root}/data/memory && touch {root}/data/memory/wrong && mount --bind {root}/elsewhere {root}/data/in/bound") == 0, "mounting is not allowed here");
        var mounts = HostMounts.Read(new HostPaths("/"));
        var place = mounts.Walk.To(root + "/data");

        var scan = new LabelScan(place, "container_file_t", mounts.Inside(place), withItself: true).Run(CancellationToken.None);
        // As if they had been mounted after the table was read.
        var later = new LabelScan(place, "container_file_t", new Dictionary<string, Mount>(), withItself: true).Run(CancellationToken.None);

        var type = place.Mount!.FileSystem;
        Assert.Equal(["in/bound (" + type + ")", "memory (tmpfs)"], scan.Skipped);
        Assert.Equal((2, 0), (scan.Entries, scan.WrongCount));
        Assert.Equal(["in/bound", "memory"], later.Skipped);
        Assert.Equal((2, 0), (later.Entries, later.WrongCount));
    }

    public void Dispose()
    {
        Run($"umount -l {root}/data/memory; umount -l {root}/data/in/bound");
        Directory.Delete(root, recursive: true);
    }
}
