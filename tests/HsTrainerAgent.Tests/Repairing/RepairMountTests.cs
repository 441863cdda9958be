using System.Diagnostics;
using HsTrainerAgent.Tests.Checks;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Repairing;

/// <summary>Real mounts of this machine, taken away again afterwards.</summary>
public sealed class RepairMountTests : IDisposable
{
    private readonly RepairBed bed = new();
    private readonly List<string> mounted = [];

    public RepairMountTests() => File.Delete(bed.Host.File("/proc/self/mountinfo"));

    private void Mount(string options, string hostPath)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"mount {options} {bed.Host.File(hostPath)}"]) { RedirectStandardError = true })!;
        bash.WaitForExit();
        Assert.SkipUnless(bash.ExitCode == 0, "mounting is not allowed here");
        mounted.Insert(0, bed.Host.File(hostPath));
    }

    [Fact]
    public void A_volume_of_its_own_at_HS_PATH_is_repaired_and_one_that_became_read_only_is_said_to_be()
    {
        Mount("-t tmpfs -o mode=755 none", "/mnt/hs");
        Assert.Equal(["mkdir -p /mnt/hs/trainer_media: done: missing -> made", "chown 1000:1000 /mnt/hs/trainer_media: done: 0:0 -> 1000:1000"], bed.Repair());
        bed.Host.Run($"chown 0:0 {TrainerHost.Media} && mount -o remount,ro /mnt/hs");

        Assert.Contains("Read-only file system (errno 30): mount it read-write first", Assert.Single(bed.Repair()));
        Assert.Contains(bed.Look().Plan.Left, left => left.Finding.Code == "storage.read-only");
    }

    [Fact]
    public void What_is_mounted_inside_the_database_folder_is_not_entered()
    {
        bed.WithSeLinux();
        bed.Host.Run($"cd {TrainerHost.Database} && mkdir memory bound && mkdir /mnt/elsewhere && touch file /mnt/elsewhere/file");
        Labelling.Set(bed.Host.File(TrainerHost.Database + "/file"), Labelling.OfType("default_t"));
        Labelling.SetAll(bed.Host.File("/mnt/elsewhere"), Labelling.OfType("shadow_t"));
        Labelling.SetAll(bed.Host.File(TrainerHost.Database + "/memory"), Labelling.Right);
        Mount("-t tmpfs none", TrainerHost.Database + "/memory");
        Mount("--bind " + bed.Host.File("/mnt/elsewhere"), TrainerHost.Database + "/bound");

        Assert.Equal(["chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0: done: 1 labelled; 2 mounted inside not entered"], bed.Repair());

        Assert.Contains("mnt/elsewhere/file regular empty file 644 0:0 system_u:object_r:shadow_t:s0", bed.Seen());
    }

    public void Dispose()
    {
        foreach (var point in mounted)
        {
            using var umount = Process.Start("umount", ["-l", point]);
            umount.WaitForExit();
        }
        bed.Dispose();
    }
}
