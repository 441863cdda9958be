using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Host;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Linux;

namespace HsTrainerAgent.Tests.Checks.Host;

public sealed class HostCheckTests : IDisposable
{
    private const string Good = "31 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n40 31 0:40 / /tmp rw,nosuid,nodev - tmpfs tmpfs rw\n";

    private readonly string root = Directory.CreateTempSubdirectory("host-check-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_host_as_the_vendor_wants_it_is_in_sync()
    {
        Write("/proc/meminfo", "MemTotal:       65801204 kB\nMemFree:        1 kB\n");
        Write("/proc/self/mountinfo", Good);
        Program("/usr/bin/podman");

        var outcome = await LookAsync();

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task Each_drift_of_a_host_is_found_below_its_root()
    {
        Write("/proc/meminfo", "MemTotal:       16000000 kB\n");
        Write("/proc/self/mountinfo", Good.Replace("nodev -", "nodev,noexec -"));
        Write("/usr/bin/snap", "");
        Program("/usr/bin/snap");
        Directory.CreateDirectory(root + "/snap/bin");
        File.CreateSymbolicLink(root + "/snap/bin/docker", "/usr/bin/snap");

        var outcome = await LookAsync("https://localhost:8443");

        Assert.Equal(["host.memory: 16.4 GB", "host.tmp-noexec: noexec, on tmpfs mounted at /tmp", "host.container-engine: /snap/bin/docker (from Snap)",
            "host.with-application: an address of this machine"],
            outcome.Findings.Select(finding => finding.Code + ": " + finding.Observed.Replace("127.0.0.1, ", "").Replace("::1, ", "")));
    }

    [Fact]
    public void Within_the_agents_own_unit_the_hosts_tmp_is_looked_at()
    {
        Write("/proc/self/mountinfo", System.Text.Encoding.UTF8.GetString(MountFixture.Bytes("sandboxed-unit")));

        var tmp = TmpMount.Of(HostMounts.Read(new HostPaths(root)));

        Assert.Equal(("/tmp", "/", true), (tmp.Point, tmp.Root, tmp.Options.Contains("noexec")));
    }

    [Fact]
    public async Task A_private_tmp_of_a_service_does_not_hide_the_hosts()
    {
        Write("/proc/meminfo", "MemTotal:       65801204 kB\n");
        Write("/proc/self/mountinfo", "31 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 31 0:40 / /tmp rw,noexec - tmpfs tmpfs rw\n"
            + "77 40 0:40 /systemd-private-a5c-hs-trainer-agent.service-XyZ/tmp /tmp rw,nosuid,nodev - tmpfs tmpfs rw\n");
        Program("/usr/bin/docker");

        Assert.Equal("host.tmp-noexec", Assert.Single((await LookAsync()).Findings).Code);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_unknown_and_no_drift()
    {
        Write("/proc/self/mountinfo", Good);
        Program("/usr/bin/docker-latest");

        var outcome = await LookAsync("https://no-such-host.invalid");

        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Equal("memory: /proc/meminfo is missing; whether no-such-host.invalid leads to this machine: its name cannot be resolved", outcome.Reason);
    }

    [Fact]
    public async Task A_file_that_cannot_be_run_is_no_engine()
    {
        Write("/usr/bin/podman", "");
        Directory.CreateDirectory(root + "/usr/bin/docker");

        Assert.Empty(await ContainerEngine.FindAsync(new HostPaths(root), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_running_host_is_looked_at_whole()
    {
        var outcome = await LookAsync("https://192.0.2.1", "/");

        Assert.NotEqual(CheckStatus.NotApplicable, outcome.Status);
        Assert.DoesNotContain("the check itself failed", outcome.Reason ?? "");
        Assert.DoesNotContain(outcome.Findings, finding => finding.Code == "host.with-application");
        Assert.InRange(MemoryTotal.Read(new HostPaths("/"), out _)!.Value, 100_000_000, long.MaxValue);
        Assert.True(KernelClock.IsSynchronised(out var error) is not null || error.Number != 0);
    }

    private async Task<CheckOutcome> LookAsync(string url = "https://192.0.2.1", string? below = null)
    {
        var settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = url, Token = new Secret("t0k3n") },
            Trainers = [new TrainerSettings { Name = "a", Bundle = "/opt/hs/a", Version = "42.0.0" }],
        };
        var runner = new CheckRunner(new HostPaths(below ?? root), TimeProvider.System, TimeSpan.FromSeconds(10));
        return await runner.RunAsync(new HostCheck(), settings, null, TestContext.Current.CancellationToken);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root + path)!);
        File.WriteAllText(root + path, text);
    }

    private void Program(string path)
    {
        Write(path, "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(root + path, (UnixFileMode)0b111_101_101);
    }
}
