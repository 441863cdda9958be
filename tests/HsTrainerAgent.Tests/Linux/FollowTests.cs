using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed partial class FollowTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("follow-").FullName;

    [Fact]
    public void The_running_hosts_paths_are_left_as_they_are() => Assert.Equal("/etc/../x//y", new HostPaths("/").Follow("/etc/../x//y"));

    [Fact]
    public void What_does_not_exist_is_kept_as_written()
    {
        Directory.CreateSymbolicLink(root + "/etc", "/usr/etc");

        Assert.Equal(root + "/usr/etc/pki/ca.pem", new HostPaths(root).Follow("/etc/pki/ca.pem"));
    }

    [Fact]
    public void Symlinks_lead_where_the_kernel_would_lead_them_in_a_chroot()
    {
        foreach (var folder in new[] { "/a/b", "/c" })
            Directory.CreateDirectory(root + folder);
        File.WriteAllText(root + "/a/file", "");
        var name = Gen.OneOf<string>("a", "b", "c", "l1", "l2", "l3", "..", "..", ".", "file", "gone");
        var path = Gen.Select(Gen.Bool, name.Array[1, 5]).Select((absolute, names) => (absolute ? "/" : "") + string.Join('/', names));
        Gen.Select(path, path, path, path).Sample((first, second, third, asked) =>
        {
            foreach (var (link, target) in new[] { ("/l1", first), ("/a/l2", second), ("/a/b/l3", third) })
            {
                File.Delete(root + link);
                Directory.CreateSymbolicLink(root + link, target);
            }
            asked = "/" + asked.TrimStart('/');
            if (InChroot(asked) is { } expected)
                Assert.Equal(expected, new HostPaths(root).Follow(asked));
            else
                Assert.NotEqual(PlaceState.Found, new PathWalk(root).To(asked).State);
        }, iter: 3000, threads: 1);
    }

    /// <summary>openat2(2) with RESOLVE_IN_ROOT; null when nothing is there.</summary>
    private unsafe string? InChroot(string path)
    {
        const int Open = 2, OpenAt2 = 437, PathOnly = 0x200000, TryAgain = 11;
        ulong* how = stackalloc ulong[3] { PathOnly, 0, 0x10 };
        fixed (byte* rootName = Encoding.UTF8.GetBytes(root + "\0"), name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            var folder = (int)Syscall(Open, (nint)rootName, PathOnly, 0, 0);
            int file, error;
            do
            {
                file = (int)Syscall(OpenAt2, folder, (nint)name, (nint)how, 24);
                error = Marshal.GetLastPInvokeError();
            }
            // Something was renamed or mounted somewhere on this machine while it went through "..".
            while (file < 0 && error == TryAgain);
            _ = Libc.close(folder);
            Assert.SkipWhen(file < 0 && error == 38, "this kernel has no openat2 (Linux 5.6)");
            if (file < 0)
                return null;
            var found = new FileInfo($"/proc/self/fd/{file}").LinkTarget;
            _ = Libc.close(file);
            return found;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint a, nint b, nint c, nint d);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
