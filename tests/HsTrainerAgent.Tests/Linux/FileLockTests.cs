using System.Diagnostics;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public sealed class FileLockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lock-").FullName;

    private string Path => System.IO.Path.Combine(folder, "made", "daemon.lock");

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Only_one_holds_it_and_the_next_gets_it_afterwards()
    {
        using (var first = FileLock.TryTake(Path))
        {
            Assert.NotNull(first);
            Assert.Null(FileLock.TryTake(Path));
            Assert.Equal(Environment.ProcessId, FileLock.HolderOf(Path));
        }
        using var next = FileLock.TryTake(Path);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_child_that_outlives_the_holder_does_not_keep_it()
    {
        var held = FileLock.TryTake(Path);
        using var child = Process.Start("sleep", "30");
        held!.Dispose();
        using var next = FileLock.TryTake(Path);
        child.Kill();
        Assert.NotNull(next);
    }

    [Fact]
    public void A_symlink_in_its_place_is_refused_and_the_target_left_alone()
    {
        var target = System.IO.Path.Combine(folder, "shadow");
        File.WriteAllText(target, "root:x");
        File.CreateSymbolicLink(System.IO.Path.Combine(folder, "lock"), target);
        var refusal = Assert.Throws<IOException>(() => FileLock.TryTake(System.IO.Path.Combine(folder, "lock")));
        Assert.Contains(System.IO.Path.Combine(folder, "lock"), refusal.Message);
        Assert.Equal("root:x", File.ReadAllText(target));
    }

    [Fact]
    public void Another_process_is_kept_out_and_gets_it_when_the_holder_is_killed()
    {
        using var other = Process.Start(new ProcessStartInfo("flock", ["-F", folder + "/lock", "sh", "-c", "echo held; exec sleep 30"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Null(FileLock.TryTake(folder + "/lock"));
        other.Kill();
        other.WaitForExit();
        using var next = FileLock.TryTake(folder + "/lock");
        Assert.NotNull(next);
    }
}
