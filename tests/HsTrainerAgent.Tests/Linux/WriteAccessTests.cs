using System.Diagnostics;
using System.Runtime.InteropServices;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed partial class WriteAccessTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("access-").FullName;

    public WriteAccessTests()
    {
        Directory.CreateDirectory(In("safe"), (UnixFileMode)0b111_101_101);
        File.WriteAllText(In("safe/run.sh"), "");
        File.SetUnixFileMode(In("safe/run.sh"), (UnixFileMode)0b110_100_100);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string In(string path) => Path.Combine(root, path);

    private string? How(string path) => WriteAccess.OpenToOthers(new HostPaths("/"), In(path), out _)?.How;

    [Fact]
    public void What_only_its_owner_may_write_is_closed() => Assert.Null(How("safe/run.sh"));

    [Theory]
    [InlineData("safe/run.sh", 0b110_110_110, "can be written by everybody")]
    [InlineData("safe", 0b111_111_111, "can be replaced, because {0}/safe can be written by everybody")]
    public void Write_permission_of_the_file_or_its_folder_opens_it(string open, int mode, string how)
    {
        File.SetUnixFileMode(In(open), (UnixFileMode)mode);
        Assert.Equal(string.Format(how, root), How("safe/run.sh"));
    }

    [Theory]
    [InlineData("safe/run.sh", 0b1_110_110_110)]
    [InlineData("safe", 0b1_111_111_111)]
    public void A_sticky_bit_on_the_thing_itself_protects_nothing(string path, int mode)
    {
        File.SetUnixFileMode(In(path), (UnixFileMode)mode);
        Assert.Equal("can be written by everybody", How(path));
    }

    [Theory]
    [InlineData("safe/run.sh", 0x02, 4242u, "has an access list (getfacl) that lets user 4242 write")]
    [InlineData("safe/run.sh", 0x08, 4242u, "has an access list (getfacl) that lets group 4242 write")]
    [InlineData("safe", 0x02, 4242u, "can be replaced, because {0}/safe has an access list (getfacl) that lets user 4242 write")]
    [InlineData("safe/run.sh", 0x02, 0u, null)]
    public void An_access_list_that_lets_another_write_opens_it(string open, int tag, uint id, string? how)
    {
        (int Tag, ushort May, uint Id)[] entries = [(0x01, 7, uint.MaxValue), (tag, 7, id), (0x04, 4, uint.MaxValue), (0x10, 7, uint.MaxValue), (0x20, 0, uint.MaxValue)];
        byte[] list = [2, 0, 0, 0, .. entries.OrderBy(entry => entry.Tag).SelectMany(entry => (byte[])[(byte)entry.Tag, 0, .. BitConverter.GetBytes(entry.May), .. BitConverter.GetBytes(entry.Id)])];
        Assert.SkipUnless(SetXattr(In(open), "system.posix_acl_access", list, list.Length, 0) == 0, "this file system keeps no access lists");
        Assert.Equal(how is null ? null : string.Format(how, root), How("safe/run.sh"));

        using (var cure = Process.Start("chmod", ["go-w", In(open)]))
            cure.WaitForExit();
        Assert.Null(How("safe/run.sh"));
    }

    [LibraryImport("libc", EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetXattr(string path, string name, byte[] value, nint size, int flags);

    [Fact]
    public void A_symlink_in_a_sticky_folder_is_judged_by_its_owner()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give a symlink away");
        Directory.CreateDirectory(In("tmp"));
        File.SetUnixFileMode(In("tmp"), (UnixFileMode)0b1_111_111_111);
        File.CreateSymbolicLink(In("tmp/link"), In("safe"));
        Assert.Null(How("tmp/link/run.sh"));
        using (var chown = Process.Start("chown", ["-h", "1000", In("tmp/link")]))
            chown.WaitForExit();
        Assert.Equal($"can be replaced, because the symlink {In("tmp/link")} belongs to user 1000", How("tmp/link/run.sh"));
        Assert.Equal($"chown -h root {In("tmp/link")}", WriteAccess.OpenToOthers(new HostPaths("/"), In("tmp/link/run.sh"), out _)?.Cure);
    }

    [Fact]
    public void Below_another_root_the_places_are_that_hosts_own_and_nothing_above_it_counts()
    {
        File.SetUnixFileMode(root, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(In("safe"), (UnixFileMode)0b111_111_111);
        File.CreateSymbolicLink(In("link"), "/safe");

        Assert.Equal("can be replaced, because /safe can be written by everybody", WriteAccess.OpenToOthers(new HostPaths(root), "/link/run.sh", out _)?.How);
        File.SetUnixFileMode(In("safe"), (UnixFileMode)0b111_101_101);
        Assert.Null(WriteAccess.OpenToOthers(new HostPaths(root), "/link/run.sh", out _));
    }

    [Fact]
    public void A_sticky_folder_lets_nobody_replace_what_is_anothers()
    {
        File.SetUnixFileMode(In("safe"), (UnixFileMode)0b1_111_111_111);
        Assert.Null(How("safe/run.sh"));
    }

    [Fact]
    public void Every_step_of_every_symlink_on_the_way_is_judged()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give a folder away");
        Directory.CreateDirectory(In("open/dir"));
        File.Copy(In("safe/run.sh"), In("open/dir/run.sh"));
        using (var chown = Process.Start("chown", ["65534", In("open")]))
            chown.WaitForExit();
        File.CreateSymbolicLink(In("safe/link"), In("open/dir"));
        File.CreateSymbolicLink(In("safe/second"), "link");

        var expected = $"can be replaced, because {In("open")} belongs to user 65534";
        Assert.Equal((expected, expected, expected), (How("open/dir/run.sh"), How("safe/link/run.sh"), How("safe/second/run.sh")));
    }

    [Fact]
    public void What_cannot_be_looked_at_is_unknown_and_not_open()
    {
        Assert.Null(WriteAccess.OpenToOthers(new HostPaths("/"), In("safe/none"), out var unknown));
        Assert.StartsWith($"{In("safe/none")}: No such file", unknown);
    }
}
