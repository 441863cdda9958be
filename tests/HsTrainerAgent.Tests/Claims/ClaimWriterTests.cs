using System.Diagnostics;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Checks;

namespace HsTrainerAgent.Tests.Claims;

public sealed class ClaimWriterTests : IDisposable
{
    private const string Machine = "0a1b2c3d4e5f60718293a4b5c6d7e8f9", Folder = "/mnt/hs/" + ClaimFolder.Name, Name = $"claim-32.0.3-{Machine}.json";

    private readonly TrainerHost host = new();

    public ClaimWriterTests()
    {
        host.Write("/etc/machine-id", Machine + "\n");
        host.Write("/etc/hostname", "trainer01\n");
        host.Run("chmod 755 /mnt/ /mnt/hs");
    }

    private Task<string?> LeaveAsync(string version = "32.0.3", bool claims = true)
    {
        var trainer = new TrainerSettings { Name = "t", Bundle = TrainerHost.Bundle, Version = version };
        var settings = new AgentSettings { Application = new ApplicationSettings { Url = "https://a.internal", Token = new Secret("t0ken") }, Trainers = [trainer], Claims = claims };
        return ClaimWriter.LeaveAsync(new HostPaths(host.Root), settings, trainer, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private string[] Left => Directory.Exists(host.File(Folder)) ? [.. Directory.GetFileSystemEntries(host.File(Folder)).Select(file => Path.GetFileName(file)!)] : [];

    private UnixFileMode Mode(string path) => File.GetUnixFileMode(host.File(path));

    [Fact]
    public async Task A_claim_says_who_and_when_for_everybody_to_read_and_is_replaced_at_the_next_start()
    {
        Assert.Null(await LeaveAsync());
        Assert.Null(await LeaveAsync());

        Assert.Equal([Name], Left);
        var claim = Claim.Parse(File.ReadAllBytes(host.File($"{Folder}/{Name}")))!;
        Assert.Equal((Machine, "trainer01", "32.0.3", ThisBuild.Version), (claim.Machine, claim.Host, claim.Version, claim.Agent));
        Assert.InRange(claim.At, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal(((UnixFileMode)0b111_101_101, (UnixFileMode)0b110_100_100), (Mode(Folder), Mode($"{Folder}/{Name}")));
    }

    [Fact]
    public async Task Each_version_has_its_own_and_an_odd_one_stays_within_the_folder()
    {
        Assert.Null(await LeaveAsync());
        Assert.Null(await LeaveAsync("../../3"));

        Assert.Equal([$"claim-.._.._3-{Machine}.json", Name], Left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_claims_turned_off_nothing_is_written()
    {
        Assert.Null(await LeaveAsync(claims: false));

        Assert.False(Directory.Exists(host.File(Folder)));
    }

    [Theory]
    [InlineData("", "/etc/machine-id holds no id")]
    [InlineData("uninitialized\n", "/etc/machine-id holds no id")]
    [InlineData("00000000000000000000000000000000\n", "/etc/machine-id holds no id")]
    [InlineData(null, "/etc/machine-id is missing")]
    public async Task A_golden_image_leaves_none(string? id, string why)
    {
        File.Delete(host.File("/etc/machine-id"));
        if (id is not null)
            host.Write("/etc/machine-id", id);

        Assert.Equal(why, await LeaveAsync());

        Assert.Empty(Left);
    }

    [Fact]
    public async Task A_planted_symlink_is_not_followed()
    {
        host.Run("mkdir /mnt/elsewhere");
        Directory.CreateSymbolicLink(host.File(Folder), host.File("/mnt/elsewhere"));
        Assert.Equal($"{Folder} is a symbolic link", await LeaveAsync());

        File.Delete(host.File(Folder));
        Directory.CreateSymbolicLink(host.File(Folder), "nowhere");
        Assert.Equal($"{Folder} is a symbolic link", await LeaveAsync());

        Assert.Empty(Directory.GetFileSystemEntries(host.File("/mnt/elsewhere")));
        Assert.False(Path.Exists(host.File("/mnt/hs/nowhere")));
    }

    [Fact]
    public async Task A_symlink_in_the_place_of_the_file_is_replaced_and_not_written_through()
    {
        host.Write("/mnt/precious", "as it was");
        Directory.CreateDirectory(host.File(Folder));
        File.CreateSymbolicLink(host.File($"{Folder}/{Name}"), host.File("/mnt/precious"));

        Assert.Null(await LeaveAsync());

        Assert.Equal("as it was", File.ReadAllText(host.File("/mnt/precious")));
        Assert.Null(new FileInfo(host.File($"{Folder}/{Name}")).LinkTarget);
    }

    [Theory]
    [InlineData("mkdir F && chmod 777 F", "can be written by others (mode 0777)")]
    [InlineData("touch F", "is a regular file")]
    [InlineData("mkdir F && chown 1000 F", "belongs to user 1000")]
    public async Task What_is_not_roots_own_folder_is_left_alone(string made, string why)
    {
        Assert.SkipUnless(TrainerHost.IsRoot || !made.Contains("chown"), "only root may give a folder away");
        host.Run(made.Replace("F", Folder));

        Assert.Equal($"{Folder} {why}", await LeaveAsync());
        Assert.Empty(Left);
    }

    [Fact]
    public async Task Below_a_folder_that_others_may_write_none_is_left()
    {
        host.Run("chmod 777 /mnt/");

        Assert.Equal("/mnt can be written by everybody", await LeaveAsync());

        Assert.Empty(Left);
    }

    [Theory]
    [InlineData("nfs4 nas:/hs rw", "/mnt/hs was not touched, as it lies on nfs4 (nas:/hs) mounted at /mnt/hs")]
    [InlineData("autofs systemd-1 rw", "/mnt/hs is an automount point with nothing mounted, and looking would mount it")]
    public async Task On_a_shared_file_system_none_is_left(string mount, string why)
    {
        host.Mounts($"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/hs rw - {mount}\n");

        Assert.Equal(why, await LeaveAsync());

        Assert.Empty(Left);
    }

    [Fact]
    public async Task A_missing_path_is_not_made()
    {
        host.Run("rm -r /mnt/hs");

        Assert.Equal("/mnt/hs is missing", await LeaveAsync());

        Assert.False(Path.Exists(host.File("/mnt/hs")));
    }

    [Fact]
    public async Task A_full_or_read_only_volume_is_told_by_the_folders_own_name()
    {
        Directory.CreateDirectory(host.File($"{Folder}/{Name}"));

        Assert.StartsWith($"{Folder}: ", await LeaveAsync());

        Assert.Equal([Name], Left);
    }

    [Fact]
    public async Task A_file_system_that_hangs_holds_a_start_up_for_seconds_only()
    {
        using var hanging = new HangingFolder(host.File("/mnt/hs"));
        var started = Stopwatch.StartNew();

        Assert.StartsWith("/mnt/hs has not answered since ", await LeaveAsync());

        Assert.InRange(started.Elapsed.TotalSeconds, 2, 30);
    }

    public void Dispose() => host.Dispose();
}
