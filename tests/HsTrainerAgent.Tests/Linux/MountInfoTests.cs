using System.Text;
using CsCheck;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class MountInfoTests
{
    [Fact]
    public void Escaped_names_are_themselves_again()
    {
        var mounts = MountInfo.Parse(MountFixture.Bytes("xfs-bind-escapes"));

        Assert.Equal(["/", "/mnt/hs", "/mnt/hs/trainer_media", "/mnt/tab\tand\\back", "/mnt/new\nline", "/mnt/my disk#1"], mounts.Select(mount => mount.Point));
        Assert.Equal("/srv/hs data/trainer media", mounts[2].Root);
        Assert.Equal("odd source", mounts[3].Source);
    }

    [Fact]
    public void Optional_fields_are_told_apart_from_what_follows()
    {
        var mounts = MountInfo.Parse(MountFixture.Bytes("overlay-propagation"));

        Assert.Equal([[], ["shared:1"], ["shared:2", "master:1"]], mounts.Select(mount => mount.Tags));
        Assert.Equal(["ext4", "overlay", "overlay"], mounts.Select(mount => mount.FileSystem));
        Assert.Equal([false, false, true], mounts.Select(new MountTable(mounts).IsReadOnly));
    }

    [Fact]
    public void A_type_that_its_mounter_chose_cannot_steer_a_terminal() =>
        Assert.Equal(@"fuse.\x1b[2J (disk) mounted at /mnt/hs",
            Assert.Single(MountInfo.Parse("36 35 0:40 / /mnt/hs rw - fuse.\x1b[2J disk rw\n"u8)).ToString());

    [Theory]
    [InlineData("rhel8", 14)]
    [InlineData("rhel9", 10)]
    [InlineData("ubuntu2204", 10)]
    [InlineData("nfs", 4)]
    [InlineData("cifs", 3)]
    [InlineData("autofs", 7)]
    [InlineData("btrfs-subvolumes", 3)]
    [InlineData("stacked", 4)]
    [InlineData("sandboxed-unit", 47)]
    public void Every_line_is_a_mount(string fixture, int count) => Assert.Equal(count, MountInfo.Parse(MountFixture.Bytes(fixture)).Count);

    [Fact]
    public void The_running_kernels_own_table_can_be_read() => Assert.NotEmpty(MountInfo.Parse(File.ReadAllBytes("/proc/self/mountinfo")));

    [Fact]
    public void An_empty_source_and_a_name_that_is_no_utf8_are_kept()
    {
        var mount = Assert.Single(MountInfo.Parse([.. "36 35 0:32 / /mnt/caf"u8, 0xe9, .. " ro - nfs4  rw,vers=4.2\n"u8]));

        Assert.Equal(("", "/mnt/caf\udce9"), (mount.Source, mount.Point));
        Assert.Equal(@"nfs4 mounted at /mnt/caf\xe9", mount.ToString());
        Assert.Equal(["ro"], mount.Options);
    }

    [Theory]
    [InlineData("36 35 98:0 / /mnt rw ext4 /dev/sda rw")]
    [InlineData("36 35 98:0 / /mnt rw - ext4")]
    [InlineData("x 35 98:0 / /mnt rw - ext4 /dev/sda rw")]
    [InlineData("36")]
    public void A_line_that_is_no_mount_is_named(string line)
    {
        var fault = Assert.Throws<FormatException>(() => MountInfo.Parse(Encoding.UTF8.GetBytes("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n" + line + "\n")));
        Assert.Equal("line 2 of mountinfo cannot be read", fault.Message);
    }

    [Fact]
    public void Whatever_the_kernel_writes_is_read_back()
    {
        var name = Gen.Char["ab /\t\n\\#é€:,\u00a0"].Array[0, 8].Select(chars => "/" + new string(chars));
        var tags = Gen.OneOf<string[]>(Array.Empty<string>(), new[] { "shared:1" }, new[] { "shared:7", "master:3", "propagate_from:2" }, new[] { "unbindable" });
        var gen = Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], name, name, tags, name);
        gen.Sample((id, parent, root, point, optional, source) =>
        {
            var line = $"{id} {parent} 0:5 {Escaped(root)} {Escaped(point)} rw,relatime {string.Concat(optional.Select(tag => tag + " "))}- xfs {Escaped(source)} rw,a=b\n";
            var mount = MountInfo.Parse(Encoding.UTF8.GetBytes(line)).Single();
            return mount.Id == id && mount.Parent == parent && mount.Root == root && mount.Point == point && mount.Source == source
                && mount.Tags.SequenceEqual(optional) && mount.Options.SequenceEqual(["rw", "relatime"]) && mount.SuperOptions.SequenceEqual(["rw", "a=b"]);
        });
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => c is ' ' or '\t' or '\n' or '\\' or '#' ? "\\" + Convert.ToString(c, 8).PadLeft(3, '0') : c.ToString()));
}
