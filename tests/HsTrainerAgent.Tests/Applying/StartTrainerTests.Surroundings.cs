using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>What must hold around run.sh before it may run, and what it is given.</summary>
public sealed partial class StartTrainerTests
{
    [Fact]
    public async Task A_script_that_others_may_write_is_refused()
    {
        host.WriteScript("exit 0");
        File.SetUnixFileMode(Path.Combine(host.BundleFolder, "run.sh"), (UnixFileMode)0b110_100_110);

        Assert.Equal(3, await StartAsync());

        Assert.Empty(host.Runs);
        Assert.Equal(
            $"{TrainerHost.Bundle}/run.sh can be written by everybody: chown root {TrainerHost.Bundle}/run.sh && chmod go-w {TrainerHost.Bundle}/run.sh",
            Refusal.Read(host.Paths.Refusal("t")));
    }

    [Fact]
    public async Task A_refusal_leaves_the_trainer_that_runs_and_its_record_alone()
    {
        Assert.Equal(0, await StartAsync($"setsid bash -c '{Pid("old")}; exec sleep 300' >/dev/null 2>&1 & exit 0"));
        await Until(() => File.Exists(host.In("old")), "the old trainer");
        var (run, record) = (Run, Record);
        Directory.CreateDirectory(host.Paths.AppliedRecord("t") + ".trial");

        Assert.Equal(3, await StartAsync("exit 0"));

        Assert.Single(host.Runs);
        Assert.True(ProcessTable.Find(int.Parse(File.ReadAllText(host.In("old")))) is { IsAlive: true });
        Assert.Equal((run!.Id, record), (Run!.Id, Record));
    }

    [Fact]
    public async Task Nothing_runs_when_the_record_could_not_be_kept()
    {
        Directory.CreateDirectory(host.Paths.AppliedRecord("t") + ".trial");

        Assert.Equal(3, await StartAsync("exit 0"));

        Assert.Empty(host.Runs);
        Assert.Contains("the run's state cannot be kept, so run.sh was not started", Log);
    }

    [Fact]
    public async Task The_environment_carries_the_mark_and_no_socket_of_systemd()
    {
        host.WriteScript("env; cat; trap -p SIGPIPE; ps -o sid=,pid= $$ || true");
        host.WriteSettings($$"""{ "application": { "url": "https://a.internal", "token": "{{Token}}" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}", "name": "t" } ], "apply": { "settle": "0s" } }""");
        // A process of its own: in the environment of this one, every daemon that another test starts meanwhile would find the socket.
        var start = AgentProcess.StartInfo(["start-trainer", "t", "--root", host.Root]);
        start.Environment["NOTIFY_SOCKET"] = "/run/nowhere";

        var run = await AgentProcess.RunAsync(start);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(Mark, run.Output);
        Assert.DoesNotContain("NOTIFY_SOCKET", run.Output);
        Assert.DoesNotContain("trap -- '' SIGPIPE", run.Output);
    }

    [Fact]
    public async Task Each_start_leaves_this_machines_claim_beside_the_data()
    {
        Assert.Equal(0, await StartAsync("exit 0"));

        var claim = Claim.Parse(File.ReadAllBytes(host.In($"mnt/hs/{ClaimFolder.Name}/claim-{TrainerHost.Version}-0a1b2c3d4e5f60718293a4b5c6d7e8f9.json")));
        Assert.Equal(("trainer01", TrainerHost.Version), (claim!.Host, claim.Version));
    }

    [Fact]
    public async Task A_claim_that_cannot_be_left_is_a_warning_and_the_trainer_starts()
    {
        File.WriteAllText(host.In("etc/machine-id"), "");

        Assert.Equal(0, await StartAsync("exit 0"));

        Assert.Contains("t: warning: no claim was left beside the data: /etc/machine-id holds no id", Log);
    }
}
