using CsCheck;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class MountTableTests
{
    [Theory]
    [InlineData("rhel8", "/mnt/hs/trainer_media", "xfs (/dev/mapper/data-hs) mounted at /mnt/hs")]
    [InlineData("rhel8", "/mnt/hsx", "xfs (/dev/mapper/rhel-root) mounted at /")]
    [InlineData("rhel9", "/mnt/hs/postgres_trainer40_1/base", "ext4 (/dev/mapper/data-pg) mounted at /mnt/hs/postgres_trainer40_1")]
    [InlineData("ubuntu2204", "/mnt/hs", "ext4 (/dev/sda1) mounted at /")]
    [InlineData("nfs", "/mnt/hs/trainer_media", "nfs4 (nas01:/export/hs) mounted at /mnt/hs")]
    [InlineData("cifs", "/mnt/hs/trainer_media/x", "cifs (//filer/ML data) mounted at /mnt/hs/trainer_media")]
    [InlineData("autofs", "/mnt/hs", "autofs (systemd-1) mounted at /mnt/hs")]
    [InlineData("autofs", "/mnt/awake/hs", "ext4 (/dev/sdb1) mounted at /mnt/awake")]
    [InlineData("autofs", "/net/nas01/hs", "nfs4 (nas01:/) mounted at /net/nas01")]
    [InlineData("btrfs-subvolumes", "/mnt/hs/postgres_trainer32_0", "btrfs (/dev/loop0) mounted at /mnt/hs/postgres_trainer32_0")]
    [InlineData("stacked", "/mnt/hs/trainer_media", "tmpfs (upper) mounted at /mnt/hs")]
    [InlineData("hidden", "/mnt/hs", "ext4 (/dev/sdb1) mounted at /mnt")]
    [InlineData("xfs-bind-escapes", "/mnt/my disk#1/hs", "tmpfs mounted at /mnt/my disk#1")]
    public void A_path_lies_on_the_mount_that_the_kernel_would_reach(string fixture, string path, string expected) =>
        Assert.Equal(expected, MountFixture.Table(fixture).WithoutSymlinks(path).ToString());

    [Fact]
    public void A_table_without_a_line_for_the_root_has_a_root_all_the_same()
    {
        var table = new MountTable(MountInfo.Parse("50 27 0:21 / /proc rw - proc proc rw\n51 27 0:44 / /mnt/hs rw - nfs nas:/hs rw\n"u8));

        Assert.Equal("unlisted mounted at /", table.WithoutSymlinks("/srv").ToString());
        Assert.Equal("nfs (nas:/hs) mounted at /mnt/hs", table.WithoutSymlinks("/mnt/hs").ToString());
    }

    [Theory]
    [InlineData("sandboxed-unit", "/opt/hs", false)]
    [InlineData("sandboxed-unit", "/mnt/hs/trainer_media", false)]
    [InlineData("sandboxed-unit", "/mnt/ro", true)]
    [InlineData("ubuntu2204", "/mnt/hs", false)]
    public void What_only_the_sandbox_of_the_agents_unit_made_read_only_is_not(string fixture, string path, bool expected)
    {
        var table = MountFixture.Table(fixture);

        Assert.Equal(expected, table.IsReadOnly(table.WithoutSymlinks(path)));
    }

    [Fact]
    public void A_mount_that_the_host_has_read_only_is()
    {
        var table = new MountTable(MountInfo.Parse("1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /mnt/hs ro - ext4 b rw\n3 1 8:3 / /srv rw - ext4 c ro\n"u8));

        Assert.Equal([false, true, true], table.All.Select(table.IsReadOnly));
    }

    [Fact]
    public void A_circle_in_a_torn_table_does_not_hang()
    {
        var table = new MountTable(MountInfo.Parse("5 6 8:1 / / rw - ext4 a rw\n6 5 8:2 / / rw - ext4 b rw\n"u8));

        Assert.Equal("/", table.WithoutSymlinks("/mnt").Point);
    }

    [Fact]
    public void Whatever_was_mounted_in_whatever_order_the_last_visible_mount_is_found()
    {
        string[] universe = ["/", "/a", "/a/b", "/a/b/c", "/ab", "/d", "/d/c"];
        Gen.Int[0, universe.Length - 1].Array[0, 12].Sample(order =>
        {
            // What the kernel does: a new mount takes over its point and everything below it; its parent is who was visible there.
            var owner = universe.ToDictionary(path => path, _ => 1);
            var mounts = new List<Mount> { Mounted(1, 0, "/") };
            foreach (var point in order.Select(index => universe[index]))
            {
                mounts.Add(Mounted(mounts.Count + 1, owner[point], point));
                foreach (var path in universe.Where(path => path == point || point == "/" || path.StartsWith(point + "/", StringComparison.Ordinal)))
                    owner[path] = mounts.Count;
            }
            var table = new MountTable([.. mounts.OrderBy(mount => mount.Point, StringComparer.Ordinal)]);
            Assert.All(universe, path => Assert.Equal(owner[path], table.WithoutSymlinks(path).Id));
        });

        static Mount Mounted(int id, int parent, string point) => new(id, parent, $"0:{id}", "/", point, ["rw"], [], "ext4", $"m{id}", ["rw"]);
    }

    [Fact]
    public void The_running_kernel_agrees_on_every_local_mount()
    {
        var table = new MountTable(MountInfo.Parse(File.ReadAllBytes("/proc/self/mountinfo")));
        var looked = 0;
        foreach (var point in table.All.Where(mount => mount.Nature == FileSystemNature.Local).Select(mount => mount.Point))
        {
            var mount = table.WithoutSymlinks(point);
            if (mount.Nature != FileSystemNature.Local || Inode.Of(point, out _) is not { MountId: { } id } || !IsMounted(mount))
                continue;
            Assert.Equal((ulong)mount.Id, id);
            looked++;
        }
        Assert.SkipUnless(looked > 0, "this kernel does not tell mount ids (statx, Linux 5.8)");

        // Still: other tests mount and unmount meanwhile.
        static bool IsMounted(Mount mount) =>
            MountInfo.Parse(File.ReadAllBytes("/proc/self/mountinfo")).Any(now => (now.Id, now.Point) == (mount.Id, mount.Point));
    }
}
