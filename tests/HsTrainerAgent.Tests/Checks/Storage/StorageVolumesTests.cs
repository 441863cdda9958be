using System.Text;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Linux;

namespace HsTrainerAgent.Tests.Checks.Storage;

public sealed class StorageVolumesTests : IDisposable
{
    private readonly TrainerHost host = new();

    private CheckOutcome Look(string fixture, string path = "/mnt/hs")
    {
        host.Mounts(Encoding.UTF8.GetString(MountFixture.Bytes(fixture)));
        return host.Look(new StorageCheck(), path: path);
    }

    [Fact]
    public void Nfs_below_the_path_is_one_finding_and_nothing_on_it_is_judged()
    {
        host.Run("rm -r /mnt/hs");

        var outcome = Look("nfs");

        Assert.Equal(
            [
                "error storage.shared-filesystem /mnt/hs: nfs4 (nas01:/export/hs) mounted at /mnt/hs, not a local file system; "
                + "# Mount a local volume at /mnt/hs, copy the data onto it while the trainer is stopped, and start the trainer again",
            ],
            outcome.Lines());
        Assert.StartsWith("/mnt/hs was not touched, as it lies on nfs4 (nas01:/export/hs) mounted at /mnt/hs; ", outcome.Reason);
    }

    [Fact]
    public void Cifs_at_the_media_folder_alone_is_told_of_it_and_first()
    {
        host.Run("echo A=1 > /opt/hs/*/.env");

        var outcome = Look("cifs");

        Assert.Equal(["/mnt/hs/trainer_media", TrainerHost.Bundle + "/.env"], outcome.Findings.Select(finding => finding.Subject));
        Assert.Equal("cifs (//filer/ML data) mounted at /mnt/hs/trainer_media", outcome.Findings[0].Observed);
    }

    [Fact]
    public void What_is_cured_beside_a_folder_on_nfs_clears_and_what_is_below_it_does_not()
    {
        var ledger = new FindingLedger(TimeProvider.System);
        host.Run("rmdir /mnt/hs/trainer_media; echo A=1 > /opt/hs/*/.env");
        var opened = ledger.Enter(host.Look(new StorageCheck())).Select(told => told.Finding!.Code);
        Assert.Equal(["storage.env-not-empty", "storage.media-missing"], opened.Order());

        host.Run("mkdir /mnt/hs/trainer_media; : > /opt/hs/*/.env");
        var told = ledger.Enter(Look("cifs")).Where(told => told.Finding is not null).Select(told => $"{told.Kind} {told.Finding!.Code}");

        Assert.Equal(["Cleared storage.env-not-empty", "Opened storage.shared-filesystem"], told);
        Assert.Equal(["storage.media-missing", "storage.shared-filesystem"], ledger.Open.Select(open => open.Finding.Code).Order());
    }

    [Fact]
    public void A_symlink_onto_nfs_is_a_shared_file_system_too()
    {
        host.Run("rm -r /mnt/hs/trainer_media");
        Directory.CreateSymbolicLink(host.File(TrainerHost.Media), "/srv/old/media");
        host.Mounts("30 1 8:1 / / rw - ext4 /dev/sda1 rw\n62 30 0:51 / /srv/old rw - nfs nas01:/old rw\n");

        var outcome = host.Look(new StorageCheck());

        Assert.Equal(["storage.shared-filesystem /mnt/hs/trainer_media"], outcome.Findings.Select(finding => $"{finding.Code} {finding.Subject}"));
    }

    [Fact]
    public void A_folder_of_nfs_bound_into_place_is_shared()
    {
        host.Mounts("30 1 8:1 / / rw - ext4 /dev/sda1 rw\n62 30 0:51 / /srv/nas rw - nfs4 nas01:/x rw\n63 30 0:51 /hs /mnt/hs rw - nfs4 nas01:/x rw\n");

        Assert.Equal(["storage.shared-filesystem /mnt/hs"], host.Look(new StorageCheck()).Findings.Select(finding => $"{finding.Code} {finding.Subject}"));
    }

    [Fact]
    public void An_image_on_nfs_is_told_by_the_kernels_own_file_and_not_touched()
    {
        host.Write("/sys/block/loop0/loop/backing_file", "/srv/nas/hs.img\n");
        host.Mounts("30 1 8:1 / / rw - ext4 /dev/sda1 rw\n62 30 0:51 / /srv/nas rw - nfs4 nas01:/x rw\n63 30 7:0 / /mnt/hs rw - ext4 /dev/loop0 rw\n");

        var outcome = host.Look(new StorageCheck());

        Assert.Equal(["ext4 (/dev/loop0) mounted at /mnt/hs, made of nfs4 (nas01:/x) mounted at /srv/nas"], outcome.Findings.Select(finding => finding.Observed));
        Assert.StartsWith("/mnt/hs was not touched", outcome.Reason);
    }

    [Fact]
    public void A_volume_that_only_the_agents_own_sandbox_has_read_only_is_no_finding()
    {
        host.Run("mkdir -p /mnt/ro/trainer_media");

        Assert.DoesNotContain(Look("sandboxed-unit").Findings, finding => finding.Code == "storage.read-only");
        Assert.Contains(Look("sandboxed-unit", "/mnt/ro").Lines(), line => line.StartsWith("error storage.read-only /mnt/ro: tmpfs (lost) mounted at /mnt/ro read-only"));
    }

    [Fact]
    public void A_lone_automount_point_is_unknown()
    {
        var outcome = Look("autofs");

        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Equal("/mnt/hs is an automount point with nothing mounted, and looking would mount it", outcome.Reason);
    }

    [Theory]
    [InlineData("ro,relatime", "rw")]
    [InlineData("rw,relatime", "ro,errors=remount-ro")]
    public void A_read_only_mount_or_superblock_is_told_once(string options, string superOptions)
    {
        host.Mounts($"30 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 30 8:17 / /mnt/hs {options} - xfs /dev/sdb1 {superOptions}\n");

        Assert.Contains(
            "error storage.read-only /mnt/hs: xfs (/dev/sdb1) mounted at /mnt/hs read-only, not mounted read-write; mount -o remount,rw /mnt/hs",
            host.Look(new StorageCheck()).Lines().Single(line => line.Contains("read-only /mnt")));
    }

    [Fact]
    public void A_mount_table_that_cannot_be_read_makes_the_check_unknown()
    {
        host.Mounts("nonsense\n");

        var outcome = host.Look(new StorageCheck());

        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Equal($"without the mount table no file system is touched: {host.File("/proc/self/mountinfo")}: line 1 of mountinfo cannot be read", outcome.Reason);
    }

    [Fact]
    public void Space_and_inodes_are_judged_as_df_shows_them()
    {
        var mount = MountFixture.Table("rhel9").WithoutSymlinks("/mnt/hs");
        var volume = new Volume(Total: 400UL << 30, Free: 40UL << 30, Available: 18UL << 30, Inodes: 1000, InodesFree: 45);

        Assert.Equal(
            [
                "warning storage.space /mnt/hs: 96 % used, 18.0 GiB of 400.0 GiB free, xfs (/dev/mapper/data-hs) mounted at /mnt/hs, not less than 95 % used; "
                + "# See what uses the space: du -xhd1 /mnt/hs | sort -h; then free some, or enlarge the volume",
                "warning storage.inodes /mnt/hs: 96 % used, 45 of 1000 free, xfs (/dev/mapper/data-hs) mounted at /mnt/hs, not less than 95 % used; "
                + "# See where the many files are: du -x --inodes -d1 /mnt/hs | sort -n; then remove some, or make a file system with more inodes",
            ],
            VolumeDrift.OfVolume("/mnt/hs", mount, volume, new ThresholdSettings()).Select(finding => finding.Line()));
        Assert.Empty(VolumeDrift.OfVolume("/mnt/hs", mount, volume with { Free = 200UL << 30, Available = 180UL << 30, Inodes = 0, InodesFree = 0 }, new ThresholdSettings()));
    }

    [Fact]
    public void Each_volume_is_measured_once()
    {
        var everything = new ThresholdSettings { SpacePercent = 0, InodesPercent = 101 };
        host.Mounts("30 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 30 8:17 / /mnt/hs/postgres_trainer32_0 rw - xfs /dev/sdb1 rw\n");

        var told = host.Look(new StorageCheck(), thresholds: everything).Findings.Where(finding => finding.Code == "storage.space");

        Assert.Equal(["/mnt/hs", "/mnt/hs/postgres_trainer32_0"], told.Select(finding => finding.Subject));
    }

    public void Dispose() => host.Dispose();
}
