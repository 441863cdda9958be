using System.Runtime.InteropServices;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Tests.Checks;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Repairing;

/// <summary>What somebody other than root could have put there leads the repair nowhere.</summary>
public sealed partial class HostilityTests : IDisposable
{
    private readonly RepairBed bed = new();

    private string Label(string hostPath) => UnixText.FromBytes(new HsTrainerAgent.Linux.Labels.LabelReader().Of(UnixText.ToCString(bed.Host.File(hostPath)), out _)).TrimEnd('\0');

    private void Drifted() => bed.Host.Run($"chown 0:0 {TrainerHost.Media}");

    private void NotDone(string why)
    {
        var before = bed.Seen();
        var step = Assert.Single(bed.Repair());
        Assert.Contains(": not done: ", step);
        Assert.Contains(why, step);
        Assert.Equal(before, bed.Seen());
    }

    [Theory]
    [InlineData("chown 1000 /mnt/hs", "/mnt/hs belongs to user 1000, and so not by root alone; cure: chown root /mnt/hs && chmod go-w /mnt/hs")]
    [InlineData("chmod 777 /mnt/hs", "/mnt/hs can be written by everybody")]
    [InlineData("chgrp 1000 /mnt/hs && chmod 775 /mnt/hs", "/mnt/hs can be written by group 1000")]
    [InlineData("chmod 1777 /mnt/hs && chown 1001 /mnt/hs/trainer_media", "user 1001, to whom it belongs, can put something else in its place")]
    [InlineData("mv /mnt/hs/trainer_media /mnt/aside && ln -s ../aside /mnt/hs/trainer_media && chown -h 1000 /mnt/hs/trainer_media", "the symlink /mnt/hs/trainer_media belongs to user 1000")]
    [InlineData("mv /mnt/hs /mnt/aside && ln -s aside /mnt/hs && chown -h 1000 /mnt/hs", "the symlink /mnt/hs belongs to user 1000")]
    public void A_way_that_others_could_swap_is_not_taken(string planted, string why)
    {
        Drifted();
        bed.Host.Run(planted);

        NotDone(why);
    }

    [Fact]
    public void In_a_sticky_folder_roots_own_folder_cannot_be_swapped()
    {
        Drifted();
        bed.Host.Run("chmod 1777 /mnt/hs");

        Assert.Equal(["chown 1000:1000 /mnt/hs/trainer_media: done: 0:0 -> 1000:1000"], bed.Repair());
    }

    [Theory]
    [InlineData("/etc/fstab", "# disks\nUUID=1 /mnt//hs/ xfs noauto 0 0\n")]
    [InlineData("/etc/systemd/system/mnt-hs.mount", "[Mount]\n")]
    public void Below_the_mount_point_of_a_volume_that_is_not_mounted_nothing_is_made(string file, string text)
    {
        bed.Host.Write(file, text);
        bed.Host.Run($"rmdir {TrainerHost.Media}");

        NotDone("/mnt/hs is to be a volume of its own, which is not mounted; cure: mount /mnt/hs");
        bed.Host.Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:2 / /mnt/hs rw - xfs /dev/sda2 rw\n");
        Assert.Equal(2, bed.Repair().Count);
    }

    [Fact]
    public void A_mount_unit_that_is_masked_plans_no_volume()
    {
        bed.Host.Run($"rmdir {TrainerHost.Media} && mkdir -p {bed.Host.Root}/etc/systemd/system {bed.Host.Root}/dev && mknod {bed.Host.Root}/dev/null c 1 3 && ln -s /dev/null {bed.Host.Root}/etc/systemd/system/mnt-hs.mount");

        Assert.All(bed.Repair(), step => Assert.Contains(": done: ", step));
    }

    [Fact]
    public void A_media_folder_whose_symlink_leads_into_nothing_at_all_is_not_made()
    {
        bed.Host.Run($"rmdir {TrainerHost.Media} && ln -s ../disk/media {TrainerHost.Media}");

        NotDone("/mnt/disk is missing too; its volume may not be mounted");
    }

    [Theory]
    [InlineData("ln /opt/hs/hyperscience-trainer-32.0.3/.env /opt/hs/second", "has 2 names (hard links)")]
    [InlineData("mv /opt/hs/hyperscience-trainer-32.0.3/.env /opt/hs/env && ln -s ../env /opt/hs/hyperscience-trainer-32.0.3/.env", "which may be others' too; run the command by hand")]
    [InlineData("chown 1000 /opt/hs/hyperscience-trainer-32.0.3", "belongs to user 1000")]
    public void An_env_that_may_be_another_file_is_left(string planted, string why)
    {
        bed.Host.Write(TrainerHost.Bundle + "/.env", "A=1\n");
        bed.Host.Run(planted);

        NotDone(why);
    }

    [Fact]
    public void A_planted_name_of_the_copy_is_replaced_and_not_followed()
    {
        bed.Host.Write(TrainerHost.Bundle + "/.env", "A=1\n");
        bed.Host.Write("/opt/hs/victim", "kept\n");
        bed.Host.Run($"ln -s ../victim {TrainerHost.Bundle}/.env.bak");

        Assert.Contains(": done: ", Assert.Single(bed.Repair()));
        Assert.Equal("kept\n", File.ReadAllText(bed.Host.File("/opt/hs/victim")));
        Assert.Equal("A=1\n", File.ReadAllText(bed.Host.File(TrainerHost.Bundle + "/.env.bak")));
    }

    [Fact]
    public void In_the_database_folder_hard_links_to_others_files_and_devices_keep_their_label_and_the_rest_is_labelled()
    {
        bed.WithSeLinux();
        bed.Host.Write("/mnt/shadow", "");
        bed.Host.Run($"cd {TrainerHost.Database} && chown 70:70 . && touch own b && ln own twin && chown 70 own b && ln /mnt/shadow planted && mknod null c 1 3 && ln -s /mnt/shadow link");
        foreach (var name in new[] { "own", "b", "planted", "null", "link" })
            Labelling.Set(bed.Host.File($"{TrainerHost.Database}/{name}"), Labelling.OfType("shadow_t"));

        var step = Assert.Single(bed.Repair());

        Assert.Contains("not done: 3 labelled; left: ", step);
        Assert.Contains("planted: it has 2 names (hard links) and belongs to user 0", step);
        Assert.Contains("null: it is a device", step);
        Assert.Equal([Labelling.OfType("shadow_t"), Labelling.Right, Labelling.Right, Labelling.Right],
            new[] { "/mnt/shadow", $"{TrainerHost.Database}/own", $"{TrainerHost.Database}/b", $"{TrainerHost.Database}/link" }.Select(Label));
    }

    [Fact]
    public void A_policy_without_the_type_is_told_as_such() => Assert.Equal(
        "/mnt/hs: chcon: Invalid argument (errno 22): the loaded policy does not know the type; on RHEL container-selinux brings it",
        HsTrainerAgent.Linux.Changing.RefusedException.Of("/mnt/hs", "chcon", new Errno(22)).Message);

    [Fact]
    public void Long_paths_in_the_database_folder_make_no_long_entries()
    {
        bed.WithSeLinux();
        bed.Host.Write("/mnt/shadow", "");
        bed.Host.Run($"cd {TrainerHost.Database} && for level in {{1..12}}; do mkdir $(printf %0200d 0); cd 0*; done; ln /mnt/shadow 1; ln 1 2; ln 1 3");

        var step = Assert.Single(bed.Repair());

        Assert.Contains("…", step);
        Assert.InRange(step.Length, 1000, 2200);
    }

    [Fact]
    public async Task A_folder_that_is_swapped_for_a_symlink_all_the_time_leads_nowhere()
    {
        bed.WithSeLinux();
        bed.Host.Run("mkdir /mnt/victim && touch /mnt/victim/{1,2,3} && " + $"cd {TrainerHost.Database} && mkdir -p base && touch base/{{1,2,3}} && ln -s /mnt/victim link && chown -hR 70:70 .");
        Labelling.SetAll(bed.Host.File("/mnt/victim"), Labelling.OfType("shadow_t"));
        var (victim, folder, link, aside) = (bed.Host.File("/mnt/victim"), bed.Host.File(TrainerHost.Database + "/base"), bed.Host.File(TrainerHost.Database + "/link"), bed.Host.File(TrainerHost.Database + "/aside"));
        File.Delete(link);
        File.CreateSymbolicLink(link, victim);
        Assert.Equal(0, Rename(folder, aside) + Rename(link, folder) + Rename(folder, link) + Rename(aside, folder));
        using var over = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                _ = Rename(folder, aside) + Rename(link, folder) + Rename(folder, link) + Rename(aside, folder);
            }
        }, TestContext.Current.CancellationToken);
        for (var round = 0; round < 60; round++)
        {
            Labelling.TrySet(UnixText.ToBytes(bed.Host.File(TrainerHost.Database)), Labelling.OfType("default_t"));
            bed.Repair();
        }
        await over.CancelAsync();
        await swapping;

        Assert.All(new[] { "", "/1", "/2", "/3" }, name => Assert.Equal(Labelling.OfType("shadow_t"), Label("/mnt/victim" + name)));
        Assert.Equal(Labelling.Right, Label(TrainerHost.Database));
    }

    public void Dispose() => bed.Dispose();

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
