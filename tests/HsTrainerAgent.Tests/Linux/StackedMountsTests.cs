using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class StackedMountsTests
{
    private const string Root = "30 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 30 0:51 / /srv/nas rw - nfs4 nas:/hs rw\n";

    private static MountTable Table(string mountinfo, string? image = null) =>
        new(StackedMounts.Judged(MountInfo.Parse(Encoding.UTF8.GetBytes(mountinfo)), loop => loop == "loop3" ? image : null));

    private static string At(string path, string mountinfo, string? image = null) => Table(Root + mountinfo, image).WithoutSymlinks(path).ToString();

    [Theory]
    // In the kernel's own spelling (6.18, of names with a comma and a colon); through fsconfig each lower folder has an option of its own.
    [InlineData("lowerdir=/srv/nas/l,upperdir=/var/u,workdir=/var/w,uuid=on")]
    [InlineData("lowerdir=/usr/a:/usr/b:/srv/nas/l,upperdir=/var/u,workdir=/var/w")]
    [InlineData("lowerdir+=/usr/a,lowerdir+=/srv/nas/l,upperdir=/var/u,workdir=/var/w")]
    [InlineData(@"lowerdir=/usr/l1:/usr/a\134\054b:/usr/c\134:d::/srv/nas/l")]
    [InlineData("lowerdir=/usr/l,upperdir=/srv/nas/u,workdir=/srv/nas/w")]
    public void An_overlay_with_a_folder_on_nfs_is_shared(string options)
    {
        var mount = Table(Root + $"40 30 0:60 / /mnt/hs rw - overlay overlay rw,{options}\n").WithoutSymlinks("/mnt/hs");

        Assert.Equal(FileSystemNature.Shared, mount.Nature);
        Assert.Equal("overlay mounted at /mnt/hs, made of nfs4 (nas:/hs) mounted at /srv/nas", mount.ToString());
    }

    [Theory]
    [InlineData("lowerdir=/usr/a,upperdir=/var/u,workdir=/var/w")]
    [InlineData("lowerdir=ov/l,upperdir=ov/u,workdir=ov/w")]
    // One folder whose name has a comma or a colon and goes on like the share.
    [InlineData(@"lowerdir=/usr/a\134\054lowerdir=/srv/nas")]
    [InlineData(@"lowerdir=/usr/a\134:/srv/nas")]
    [InlineData("lowerdir=/srv/nas2")]
    public void An_overlay_of_local_folders_is_local(string options) =>
        Assert.Equal("overlay mounted at /mnt/hs", At("/mnt/hs", $"40 30 0:60 / /mnt/hs rw - overlay overlay rw,{options}\n"));

    [Fact]
    public void An_overlay_mounted_over_its_own_folder_is_told_by_what_it_hides()
    {
        Assert.EndsWith("made of nfs (nas:/x) mounted at /mnt/hs",
            At("/mnt/hs", "40 30 0:60 / /mnt/hs rw - nfs nas:/x rw\n41 40 0:61 / /mnt/hs rw - overlay overlay rw,lowerdir=/mnt/hs,upperdir=/var/u,workdir=/var/w\n"));
        Assert.Equal("overlay mounted at /mnt/hs", At("/mnt/hs", "41 30 0:61 / /mnt/hs rw - overlay overlay rw,lowerdir=/mnt/hs,upperdir=/var/u,workdir=/var/w\n"));
    }

    [Theory]
    [InlineData("/dev/loop3", "/srv/nas/hs.img")]
    [InlineData("/dev/loop3p1", "/srv/nas/hs.img (deleted)")]
    public void An_image_on_nfs_is_shared(string source, string image) => Assert.Equal(
        $"xfs ({source}) mounted at /mnt/hs, made of nfs4 (nas:/hs) mounted at /srv/nas", At("/mnt/hs", $"40 30 7:3 / /mnt/hs rw - xfs {source} rw\n", image));

    [Theory]
    [InlineData("/dev/loop3", "/var/hs.img")]
    [InlineData("/dev/loop3", null)]
    [InlineData("/dev/loop4", "/srv/nas/hs.img")]
    [InlineData("/dev/loop-control", "/srv/nas/hs.img")]
    public void Another_loop_device_is_local(string source, string? image) =>
        Assert.Equal($"xfs ({source}) mounted at /mnt/hs", At("/mnt/hs", $"40 30 7:3 / /mnt/hs rw - xfs {source} rw\n", image));

    [Fact]
    public void What_is_made_of_an_overlay_that_is_made_of_nfs_is_shared()
    {
        const string stack = "42 30 7:3 / /mnt/hs rw - xfs /dev/loop3 rw\n40 30 0:60 / /data rw - overlay overlay rw,lowerdir=/srv/nas/l,upperdir=/var/u,workdir=/var/w\n";

        Assert.Equal("xfs (/dev/loop3) mounted at /mnt/hs, made of overlay mounted at /data, made of nfs4 (nas:/hs) mounted at /srv/nas", At("/mnt/hs", stack, "/data/hs.img"));
    }

    [Fact]
    public void Real_tables_without_such_a_thing_stay_as_they_are()
    {
        foreach (var fixture in new[] { "overlay-propagation", "rhel9", "nfs", "stacked", "ubuntu2204" })
            Assert.DoesNotContain(StackedMounts.Judged(MountInfo.Parse(MountFixture.Bytes(fixture)), _ => "/mnt/hs/image"), mount => mount.Below is not null && mount.FileSystem == "overlay");
    }
}
