using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>Real scripts under a real bash: each verdict, and what is left on the machine afterwards.</summary>
public sealed partial class StartTrainerTests : IDisposable
{
    private const string Token = "187d88d6s63929cd0ad98";

    private readonly TrainerHost host = new();
    private readonly StringWriter log = new();
    private readonly CancellationTokenSource stop = new();
    private ApplySettings apply = new() { Timeout = TimeSpan.FromMinutes(2), ForegroundAfter = null };

    private string Mark => TrainerRun.MarkOf(Run!.Id);

    private TrainerRun? Run => TrainerRun.Read(host.Paths.Run("t"));

    private AppliedRecord? Record => AppliedRecord.Read(host.Paths.AppliedRecord("t"));

    private string Log => log.ToString();

    public void Dispose()
    {
        _ = Run?.Tree().End(TimeSpan.Zero, TimeProvider.System);
        stop.Dispose();
        log.Dispose();
        host.Dispose();
    }

    private Task<int> StartAsync(string script)
    {
        host.WriteScript(script);
        return StartAsync();
    }

    private Task<int> StartAsync()
    {
        var trainer = new TrainerSettings { Name = "t", Bundle = TrainerHost.Bundle, Version = TrainerHost.Version };
        var settings = new AgentSettings
        {
            Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret(Token) },
            Trainers = [trainer],
            Apply = apply,
        };
        host.WriteSettings("{}");
        return new StartTrainer(host.Paths, host.SettingsFile, settings, trainer, TextWriter.Synchronized(log), TimeProvider.System, TimeSpan.FromSeconds(1))
            .RunAsync(stop.Token);
    }

    /// <summary>Notes a shell's own pid in a file that is whole as soon as it is there.</summary>
    private string Pid(string file) => $"echo $BASHPID > {host.Root}/{file}.new; mv {host.Root}/{file}.new {host.Root}/{file}";

    private async Task Until(Func<bool> holds, string what)
    {
        for (var since = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), $"{what} did not come about; log: {Log}");
    }

    [Fact]
    public async Task Exit_0_is_applied_with_exactly_the_articles_command()
    {
        Assert.Equal(0, await StartAsync("pwd; echo done"));

        Assert.Equal([$"trainer https://abcd123.internal {Token}"], host.Runs);
        Assert.Equal((AppliedMode.Detached, 0, Boot.Id), (Record!.Mode, Record.ExitCode, Record.Invocation));
        Assert.Contains(host.BundleFolder, Log);
        Assert.Equal((RunPhase.Applied, null), (Run!.Phase, Run.Fault));
    }

    [Fact]
    public async Task Exit_7_is_not_applied_and_its_last_line_is_the_reason()
    {
        Assert.Equal(0, await StartAsync("exit 0"));
        Assert.Equal(7, await StartAsync("echo 'no container engine'; exit 7"));

        Assert.Null(Record);
        Assert.Equal("run.sh ended with exit code 7: no container engine", Run!.Fault);
    }

    [Fact]
    public async Task The_record_is_gone_while_run_sh_runs()
    {
        Assert.Equal(0, await StartAsync("exit 0"));
        Assert.Equal(0, await StartAsync($"ls {host.Root}/var/lib/hs-trainer/"));

        Assert.DoesNotContain("t.json", Log);
        Assert.NotNull(Record);
    }

    [Fact]
    public async Task A_hang_is_ended_at_the_timeout_with_all_its_processes()
    {
        apply = apply with { Timeout = TimeSpan.FromSeconds(1) };

        Assert.Equal(124, await StartAsync("sleep 300 & setsid sleep 301 & (setsid bash -c 'sleep 302 & sleep 303' &) ; sleep 304"));

        Assert.Null(Record);
        Assert.Equal("run.sh was still running after 1s (apply.timeout)", Run!.Fault);
        Assert.Empty(Run.Tree().Members());
        Assert.DoesNotContain(ProcessTable.All(), process => ProcessTable.HasEnvironment(process.Pid, Mark));
    }

    [Fact]
    public async Task What_ignores_SIGTERM_is_killed()
    {
        apply = apply with { Timeout = TimeSpan.FromSeconds(1) };

        Assert.Equal(124, await StartAsync("trap '' TERM; (trap '' TERM; sleep 300) & while true; do sleep 1; done"));

        Assert.Empty(Run!.Tree().Members());
    }

    [Fact]
    public async Task The_token_is_never_told_also_when_two_writes_split_it()
    {
        Assert.Equal(0, await StartAsync("echo token $3; printf '%s' ${3:0:8}; sleep 0.2; echo ${3:8} done; echo err $3 >&2"));

        Assert.DoesNotContain(Token[..8], Log);
        Assert.Contains("token ***", Log);
        Assert.Contains("*** done", Log);
        Assert.Contains("err ***", Log);
        foreach (var file in Directory.EnumerateFiles(host.Root, "*", SearchOption.AllDirectories).Where(file => file != host.RunLog))
            Assert.DoesNotContain(Token, File.ReadAllText(file));
    }

    [Fact]
    public async Task A_flood_of_output_stops_nothing()
    {
        Assert.Equal(0, await StartAsync("head -c 30000000 /dev/zero | tr '\\0' x; seq 200000; echo end"));

        Assert.NotNull(Record);
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_pipe_delays_neither_verdict_nor_record_and_lives_on()
    {
        var run = StartAsync($"(until [ -e {host.Root}/go ]; do sleep 0.05; done; echo late) & exit 0");
        await Until(() => Record is not null, "the record");
        Assert.False(run.IsCompleted);
        File.WriteAllText(host.In("go"), "");

        Assert.Equal(0, await run);
        Assert.Contains("late", Log);
    }

    [Fact]
    public async Task A_failing_scripts_children_do_not_outlive_it()
    {
        Assert.Equal(1, await StartAsync("sleep 300 & setsid sleep 301 & exit 1"));

        Assert.Empty(Run!.Tree().Members());
    }

    [Fact]
    public async Task A_foreground_trainer_is_applied_and_its_later_death_takes_the_record_back()
    {
        apply = apply with { ForegroundAfter = TimeSpan.FromMilliseconds(500) };
        var run = StartAsync($"until [ -e {host.Root}/go ]; do sleep 0.05; done; echo out of memory; exit 3");
        await Until(() => Record is { Mode: AppliedMode.Foreground }, "the record");
        File.WriteAllText(host.In("go"), "");

        Assert.Equal(3, await run);

        Assert.Null(Record);
        Assert.Equal("the foreground trainer is gone: run.sh ended with exit code 3: out of memory", Run!.Fault);
    }

    [Fact]
    public async Task A_stopped_foreground_trainer_leaves_its_record_and_nothing_else()
    {
        apply = apply with { ForegroundAfter = TimeSpan.FromMilliseconds(300) };
        var run = StartAsync("sleep 300 & sleep 301");
        await Until(() => Run is { Phase: RunPhase.Applied }, "the run");

        await stop.CancelAsync();

        Assert.Equal(143, await run);
        Assert.NotNull(Record);
        Assert.Null(Run!.Fault);
        Assert.Empty(Run.Tree().Members());
    }

    [Fact]
    public async Task Stopped_before_it_succeeded_is_not_applied()
    {
        var run = StartAsync("sleep 300");
        await Until(() => host.Runs.Count == 1, "the start");

        await stop.CancelAsync();

        Assert.Equal(143, await run);
        Assert.Null(Record);
        Assert.Equal((true, "it was stopped before run.sh had succeeded", null), (Run!.Stopped, Run.Failure, Run.Fault));
    }

    [Fact]
    public async Task A_rerun_first_ends_what_the_old_run_left_also_after_a_double_fork()
    {
        Assert.Equal(0, await StartAsync($"(setsid bash -c '{Pid("old")}; exec sleep 300' >/dev/null 2>&1 &) ; exit 0"));
        await Until(() => File.Exists(host.In("old")) && ProcessTable.Find(int.Parse(File.ReadAllText(host.In("old")))) is { IsAlive: true }, "the old trainer");
        var old = int.Parse(File.ReadAllText(host.In("old")));

        Assert.Equal(0, await StartAsync($"grep -s '^State:.[^Z]' /proc/{old}/status && echo still there; exit 0"));

        Assert.DoesNotContain("still there", Log);
        Assert.False(ProcessTable.Find(old) is { IsAlive: true });
    }

    [Fact]
    public async Task Two_at_once_make_one_run()
    {
        host.WriteScript("sleep 1; exit 0");
        var codes = await Task.WhenAll(StartAsync(), StartAsync());

        Assert.Equal([0, 0], codes);
        Assert.Single(host.Runs);
        Assert.Contains("another run has just applied these settings", Log);
    }
}
