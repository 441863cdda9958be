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
        File.WriteAllText(root + "/data/file", "");
        Labelling.SetAll(root + "/data", Labelling.Right);
        Assert.SkipUnless(Run($"mount -t tmpfs none {root}/data/memory && touch {root}/data/memory/wrong && mount --bind {root}/elsewhere {root}/data/in/bound && mount --bind /etc/passwd {root}/data/file") == 0, "mounting is not allowed here");
        var mounts = HostMounts.Read(new HostPaths("/"));
        var place = mounts.Walk.To(root + "/data");

        LabelScanResult Scan(IReadOnlyDictionary<string, Mount> known, bool mountIds) =>
            new LabelScan(place, "container_file_t", known, withItself: true, threads: 2, mountIds).Run(CancellationToken.None);
        var none = new Dictionary<string, Mount>();

        var scan = Scan(mounts.Inside(place), mountIds: true);
        var beforeLinux58 = Scan(mounts.Inside(place), mountIds: false);
        // As if they had been mounted after the table was read: readdir calls them a folder and a file like any other.
        var later = Scan(none, mountIds: true);
        var laterBeforeLinux58 = Scan(none, mountIds: false);

        var type = place.Mount!.FileSystem;
        var etc = mounts.Walk.To("/etc/passwd").Mount!.FileSystem;
        Assert.Equal([$"file ({etc})", $"in/bound ({type})", "memory (tmpfs)"], scan.Skipped);
        Assert.Equal((2, 0), (scan.Entries, scan.WrongCount));
        Assert.Equivalent(scan, beforeLinux58, strict: true);
        Assert.Equal(["file", "in/bound", "memory"], later.Skipped);
        Assert.Equal((3, 0), (later.Entries, later.WrongCount));
        // There a bind mount that nobody knew of looks like a part of the folder; another file system does not.
        Assert.Contains("memory", laterBeforeLinux58.Skipped);
        Assert.Contains("in/bound/wrong", laterBeforeLinux58.Wrong.Select(wrong => wrong.Name));
    }

    public void Dispose()
    {
        Run($"umount -l {root}/data/memory; umount -l {root}/data/in/bound; umount -l {root}/data/file");
        Directory.Delete(root, recursive: true);
    }
}
