using System.Diagnostics;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Tests.Checks;
using HsTrainerAgent.Tests.Cli;

namespace HsTrainerAgent.Tests.Repairing;

public sealed class RepairVerbTests : IDisposable
{
    private readonly FixtureHost host;

    public RepairVerbTests()
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "owners can be set by root alone");
        host = FixtureHost.WithoutMedia();
        File.WriteAllText(host.Below("/opt/hs/hyperscience-trainer-32.0.3/.env"), $"TOKEN={FixtureHost.Token}\n");
    }

    private Task<AgentRun> RepairAsync(params string[] more) => AgentProcess.RunAsync(["repair", "--root", host.Root, .. more]);

    private string[] Everything() => [.. Directory.EnumerateFileSystemEntries(host.Root, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {Inode.Of(path, out _)}")];

    private const string Env = "/opt/hs/hyperscience-trainer-32.0.3/.env";

    [Fact]
    public async Task The_dry_run_prints_a_script_and_changes_nothing()
    {
        var before = Everything();

        var run = await RepairAsync("--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"""
            # 32.0.3: storage.media-missing /mnt/hs/trainer_media: missing; should be: a folder of 1000:1000
            mkdir -p /mnt/hs/trainer_media
            chown 1000:1000 /mnt/hs/trainer_media

            # 32.0.3: storage.env-not-empty {Env}: sets TOKEN; should be: empty
            cp -p {Env} {Env}.bak && truncate -s 0 {Env}

            """, run.Output);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task A_repair_prints_each_command_with_before_and_after_and_the_next_finds_nothing()
    {
        var run = await RepairAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"""
            # 32.0.3: storage.media-missing /mnt/hs/trainer_media: missing; should be: a folder of 1000:1000
            mkdir -p /mnt/hs/trainer_media
            # done: missing -> made
            chown 1000:1000 /mnt/hs/trainer_media
            # done: 0:0 -> 1000:1000

            # 32.0.3: storage.env-not-empty {Env}: sets TOKEN; should be: empty
            cp -p {Env} {Env}.bak && truncate -s 0 {Env}
            # done: 28 bytes -> 0 bytes, the old file kept as {Env}.bak
            # a running trainer sees it only after: hs-trainer-agent apply --force 32.0.3

            # 32.0.3: as the article has it

            """, run.Output);
        Assert.Equal("1000:1000", Inode.Of(host.Below("/mnt/hs/trainer_media"), out _)!.Ownership);
        Assert.Equal("", File.ReadAllText(host.Below(Env)));
        Assert.DoesNotContain(FixtureHost.Token, run.Output + File.ReadAllText(host.Below("/run/hs-trainer/32.0.3.repair")));
        var again = await RepairAsync();
        Assert.Equal((0, "# 32.0.3: as the article has it\n"), (again.ExitCode, again.Output));
    }

    [Fact]
    public async Task What_is_left_is_told_with_its_cure_and_ends_with_2()
    {
        host.Folder("/mnt/hs/trainer_media", "1000:1000");
        File.SetUnixFileMode(host.Below("/mnt/hs/trainer_media"), UnixFileMode.UserRead);

        var run = await RepairAsync("--dry-run");
        Assert.Equal(2, run.ExitCode);
        run = await RepairAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("""
            # 32.0.3: left: storage.media-not-writable /mnt/hs/trainer_media: 0400; should be: u+rwx
            #   why: the article has no step for it
            #   fix: chmod u+rwx /mnt/hs/trainer_media
            """, run.Output);
        Assert.Equal("", File.ReadAllText(host.Below(Env)));
        Assert.EndsWith("\nwhat is left has no step in the article: storage.media-not-writable\n", File.ReadAllText(host.Below("/run/hs-trainer/32.0.3.repair")));
    }

    [Fact]
    public async Task A_step_that_is_refused_keeps_no_other_from_being_taken()
    {
        File.SetUnixFileMode(host.Below("/mnt/hs"), (UnixFileMode)0b111_111_111);

        var run = await RepairAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mkdir -p /mnt/hs/trainer_media\n# not done: /mnt/hs/trainer_media is left alone: /mnt/hs can be written by everybody", run.Output);
        Assert.DoesNotContain("chown 1000", run.Output.Split("still wrong")[0].Replace("1000:1000\nmkdir", "", StringComparison.Ordinal));
        Assert.Contains("# 32.0.3: still wrong: storage.media-missing", run.Output);
        Assert.Equal("", File.ReadAllText(host.Below(Env)));
    }

    [Fact]
    public async Task The_dry_run_prints_no_command_that_would_be_refused()
    {
        File.SetUnixFileMode(host.Below("/mnt/hs"), (UnixFileMode)0b111_111_111);
        File.Move(host.Below(Env), host.Below("/opt/hs/env"));
        File.CreateSymbolicLink(host.Below(Env), "../env");

        var run = await RepairAsync("--dry-run");

        Assert.Equal(2, run.ExitCode);
        Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("# ", line));
        Assert.Contains("\n# would not be done: /mnt/hs/trainer_media is left alone: /mnt/hs can be written by everybody", "\n" + run.Output);
        Assert.Contains("\n# would not be done: " + Env + " leads to /opt/hs/env, which may be others' too; run the command by hand\n", run.Output);
    }

    [Fact]
    public async Task One_repair_of_a_trainer_at_a_time()
    {
        using var held = FileLock.TryTake(new HostPaths(host.Root).RepairLock("32.0.3"));

        var run = await RepairAsync();

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"hs-trainer-agent: 32.0.3 is just being repaired by process {Environment.ProcessId}\n", run.Error);
    }

    [Fact]
    public async Task Who_is_not_root_is_told_of_sudo_and_may_look()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "setpriv(1) of util-linux is not installed");
        foreach (var folder in Directory.EnumerateDirectories(host.Root, "*", SearchOption.AllDirectories).Append(host.Root))
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        Task<AgentRun> RunAsync(params string[] more)
        {
            var start = AgentProcess.StartInfo(["--reuid=65534", "--regid=65534", "--clear-groups", AgentProcess.Binary, "repair", "--root", host.Root, .. more]);
            start.FileName = "/usr/bin/setpriv";
            return AgentProcess.RunAsync(start);
        }
        Assert.SkipUnless(CanBeReadByAll(AgentProcess.Binary), "the program lies where only root may read it");

        var run = await RunAsync();
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("hs-trainer-agent: only root may change owners and labels: sudo hs-trainer-agent repair\n", run.Error);
        Assert.Contains("mkdir -p /mnt/hs/trainer_media\n", (await RunAsync("--dry-run")).Output);
    }

    [Fact]
    public async Task The_broker_repairs_only_where_the_settings_have_the_agent_repair()
    {
        var start = AgentProcess.StartInfo(["broker", "--settings", host.SettingsFile]);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync("repair 32.0.3\n");
        process.StandardInput.Close();

        Assert.StartsWith($"refused repair.mode in {host.SettingsFile} is not \"auto\"", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static bool CanBeReadByAll(string path)
    {
        for (var at = Path.GetDirectoryName(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if ((File.GetUnixFileMode(at) & UnixFileMode.OtherExecute) == 0)
                return false;
        }
        return true;
    }

    public void Dispose() => host?.Dispose();
}
