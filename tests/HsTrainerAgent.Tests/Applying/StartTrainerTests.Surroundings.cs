using System.Diagnostics;
using HsTrainerAgent.Applying;
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
        Assert.Equal(0, await StartAsync($"setsid bash -c 'echo $BASHPID > {host.Root}/old; exec sleep 300' >/dev/null 2>&1 & exit 0"));
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
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", "/run/nowhere");
        try
        {
            Assert.Equal(0, await StartAsync("env; cat; trap -p SIGPIPE; ps -o sid=,pid= $$ || true"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        }
        Assert.Contains(Mark, Log);
        Assert.DoesNotContain("NOTIFY_SOCKET", Log);
        Assert.DoesNotContain("trap -- '' SIGPIPE", Log);
    }
}
