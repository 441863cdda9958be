using System.Net;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Host;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Host;

public class HostDriftTests
{
    [Theory]
    [InlineData(65_536_000, null)] // 62.5 GiB, what the kernel leaves of 64
    [InlineData(62_500_000, null)]
    [InlineData(62_499_999, "64.0 GB")]
    [InlineData(32_781_000, "33.6 GB")]
    public void Memory_is_enough_when_64_GB_are_left_of_it(long kilobytes, string? observed)
    {
        var finding = HostDrift.Memory(kilobytes * 1024, new ThresholdSettings());

        Assert.Equal(observed, finding?.Observed);
        if (finding is null)
            return;
        Assert.Equal(("host.memory", Severity.Warning, "at least 64 GB"), (finding.Code, finding.Severity, finding.Desired));
        Assert.Equal("# Give the machine at least 64GB of memory; what it has now: free -h", finding.Fix);
    }

    [Theory]
    [InlineData("podman version 3.3.1", null)]
    [InlineData("podman version 4.9.4-rhel", null)]
    [InlineData("Docker version 28.2.2, build e6534b4", null)]
    [InlineData("Docker version 1.13.1, build 7d71120/1.13.1", null)]
    [InlineData("something else", null)]
    [InlineData(null, null)]
    [InlineData("podman version 3.3.0", "/usr/bin/x (podman 3.3.0), too old")]
    [InlineData("Docker version 1.12.6, build 85d7426/1.12.6", "/usr/bin/x (docker 1.12.6), too old")]
    public void An_engine_is_judged_by_what_it_says_of_itself_and_the_unknown_is_not_held_against_it(string? line, string? observed) =>
        Assert.Equal(observed, HostDrift.Engine([new ContainerEngine("/usr/bin/x", false, EngineVersion.Read(line))])?.Observed);

    [Fact]
    public void One_good_engine_is_enough_and_one_from_Snap_is_none()
    {
        var snap = new ContainerEngine("/snap/bin/docker", true, EngineVersion.Read("Docker version 28.2.2"));
        var old = new ContainerEngine("/usr/bin/podman", false, EngineVersion.Read("podman version 1.6.4"));
        var good = new ContainerEngine("/usr/bin/docker", false, EngineVersion.Read("Docker version 24.0.5"));

        Assert.Null(HostDrift.Engine([snap, old, good]));
        Assert.Equal("/snap/bin/docker (from Snap), /usr/bin/podman (podman 1.6.4), too old", HostDrift.Engine([snap, old])!.Observed);
        var none = HostDrift.Engine([])!;
        Assert.Equal(("host.container-engine", Severity.Error, "neither podman nor docker is installed"), (none.Code, none.Severity, none.Observed));
        Assert.Equal("Podman 3.3.1 or newer, or Docker 1.13 or newer, not from Snap", none.Desired);
    }

    [Fact]
    public void A_tmp_with_noexec_is_told_with_its_mount()
    {
        var finding = HostDrift.Tmp(Mounted("rw,nosuid,nodev,noexec,relatime"))!;

        Assert.Equal(("host.tmp-noexec", Severity.Warning, "/tmp"), (finding.Code, finding.Severity, finding.Subject));
        Assert.Equal(("mounted with exec", "noexec, on tmpfs mounted at /tmp", "mount -o remount,exec /tmp"), (finding.Desired, finding.Observed, finding.Fix));
        Assert.Null(HostDrift.Tmp(Mounted("rw,nosuid,nodev")));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.7", true)]
    [InlineData("::ffff:10.0.0.7", true)]
    [InlineData("10.0.0.8", false)]
    public void An_address_of_this_machine_is_the_applications_neighbour(string address, bool neighbour)
    {
        var finding = HostDrift.WithApplication("https://app", [IPAddress.Parse("192.0.2.1"), IPAddress.Parse(address)], new HashSet<IPAddress> { IPAddress.Parse("10.0.0.7") });

        Assert.Equal(neighbour, finding is not null);
        Assert.Equal(neighbour ? ("host.with-application", Severity.Warning, "https://app", $"{address}, an address of this machine") : default,
            finding is null ? default : (finding.Code, finding.Severity, finding.Subject, finding.Observed));
    }

    [Fact]
    public void A_clock_that_nobody_keeps_in_step_is_a_warning()
    {
        var finding = HostDrift.Clock(synchronised: false)!;

        Assert.Equal(("host.clock", Severity.Warning, "synchronised", "not synchronised", "timedatectl set-ntp true"),
            (finding.Code, finding.Severity, finding.Desired, finding.Observed, finding.Fix));
        Assert.Null(HostDrift.Clock(synchronised: true));
    }

    private static Mount Mounted(string options) => new(40, 1, "0:40", "/", "/tmp", options.Split(','), [], "tmpfs", "tmpfs", ["rw"]);
}
