using HsTrainerAgent.Linux;
using HsTrainerAgent.Tests.Checks;

namespace HsTrainerAgent.Tests.Linux;

public sealed class PathWalkTests : IDisposable
{
    private readonly TrainerHost host = new();

    private Place To(string path) => HostMounts.Read(new HostPaths(host.Root)).Walk.To(path);

    [Fact]
    public void A_folder_is_found_where_its_symlinks_lead_below_the_root()
    {
        Directory.CreateDirectory(host.File("/mnt/data/real"));
        Directory.CreateDirectory(host.File("/data/real"));
        Directory.CreateSymbolicLink(host.File("/mnt/absolute"), "/data/real");
        Directory.CreateSymbolicLink(host.File("/mnt/around"), "data/../data/./real/");
        Directory.CreateSymbolicLink(host.File("/mnt/above"), "../../../../data");

        Assert.Equal(("/data/real", PlaceState.Found), (To("/mnt/absolute").Real, To("/mnt/absolute").State));
        Assert.Equal("/mnt/data/real", To("/mnt/around").Real);
        Assert.Equal("/data", To("/mnt/above").Real);
        Assert.Equal("/mnt", To("/mnt/data/../../../mnt").Real);
    }

    [Fact]
    public void What_is_missing_is_told_with_where_it_would_be()
    {
        Directory.CreateSymbolicLink(host.File("/mnt/link"), "/data/hs");

        var place = To("/mnt/link/trainer_media");

        Assert.Equal((PlaceState.Missing, "/data/hs/trainer_media"), (place.State, place.Real));
        Assert.Equal(PlaceState.Missing, To($"{TrainerHost.Bundle}/.env/x").State);
    }

    [Fact]
    public void A_circle_of_symlinks_is_unknown()
    {
        Directory.CreateSymbolicLink(host.File("/mnt/a"), "b");
        Directory.CreateSymbolicLink(host.File("/mnt/b"), "a");

        var place = To("/mnt/a");

        Assert.Equal(PlaceState.Unknown, place.State);
        Assert.Contains("symbolic links", place.Why);
    }

    [Theory]
    [InlineData("nfs", "/mnt/hs", "Shared")]
    [InlineData("nfs", "/mnt/hs/trainer_media", "Shared")]
    [InlineData("nfs", "/mnt/hs/local", "Unknown")]
    [InlineData("nfs", "/mnt", "Found")]
    [InlineData("cifs", "/mnt/hs", "Found")]
    [InlineData("cifs", "/mnt/hs/trainer_media", "Shared")]
    [InlineData("autofs", "/mnt/hs", "Unknown")]
    [InlineData("autofs", "/mnt/hs/trainer_media", "Unknown")]
    [InlineData("autofs", "/mnt/awake", "Found")]
    [InlineData("autofs", "/net/other/x", "Unknown")]
    [InlineData("autofs", "/net/nas01/x", "Shared")]
    [InlineData("autofs", "/net/disk", "Found")]
    [InlineData("diskless", "/mnt/hs/trainer_media", "Found")]
    [InlineData("diskless", "/opt", "Shared")]
    [InlineData("hidden", "/mnt/hs", "Found")]
    [InlineData("stacked", "/mnt/hs/trainer_media", "Found")]
    public void A_shared_file_system_or_automount_point_is_never_entered(string fixture, string path, string expected)
    {
        host.Run("mkdir -p /mnt/awake /mnt/hs/local && mkdir -p " + host.File("/net/disk"));
        host.Mounts(System.Text.Encoding.UTF8.GetString(MountFixture.Bytes(fixture)));

        Assert.Equal(expected, To(path).State.ToString());
    }

    [Theory]
    [InlineData("/etc/ssl/private/client.key", "/etc/ssl/private is hidden from this service by its own unit")]
    [InlineData("/root", "/root is hidden from this service by its own unit")]
    [InlineData("/etc/shadow", "/etc/shadow is hidden from this service by its own unit")]
    public void What_the_units_sandbox_hides_is_unknown_and_not_missing(string path, string why)
    {
        host.Mounts(System.Text.Encoding.UTF8.GetString(MountFixture.Bytes("sandboxed-unit")));

        Assert.Equal((PlaceState.Unknown, why), (To(path).State, To(path).Why));
    }

    [Fact]
    public void A_symlink_onto_a_shared_file_system_is_seen_before_it_is_followed_there()
    {
        Directory.CreateSymbolicLink(host.File("/srv-link"), "/mnt/nas/hs");
        host.Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/nas rw - nfs4 nas:/x rw\n");

        var place = To("/srv-link/trainer_media");

        Assert.Equal((PlaceState.Shared, "/mnt/nas/hs/trainer_media"), (place.State, place.Real));
    }

    [Fact]
    public void A_folder_that_may_not_be_entered_is_unknown_and_not_missing()
    {
        Assert.SkipWhen(TrainerHost.IsRoot, "root may enter every folder");
        host.Run("mkdir -p /mnt/closed/in && chmod 0 /mnt/closed");

        Assert.Equal(PlaceState.Unknown, To("/mnt/closed/in").State);
        host.Run("chmod 755 /mnt/closed");
    }

    [Fact]
    public void Without_a_mount_table_below_the_root_the_running_kernels_counts()
    {
        File.Delete(host.File("/proc/self/mountinfo"));
        var mounts = HostMounts.Read(new HostPaths(host.Root));

        var place = mounts.Walk.To(TrainerHost.Media);

        Assert.Equal((PlaceState.Found, TrainerHost.Media), (place.State, place.Real));
        Assert.Equal(Inode.Of(host.File(TrainerHost.Media), out _)!.MountId, (ulong)place.Mount!.Id);
    }

    public void Dispose() => host.Dispose();
}
