using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>What lies around an apply: other services' variables, second requests, processes that hide, trainers with new names.</summary>
public class SurroundingsTests
{
    private static int[] Alive(string commandLine) =>
        [.. ProcessTable.All().Where(process => process.IsAlive && Bench.CommandLine(process.Pid)?.Trim() == commandLine).Select(process => process.Pid)];

    private static Process StartTrainer(Bench bench, string? unit = null)
    {
        var start = AgentProgram.With("start-trainer", Bench.Name, "--root", bench.Host.Root);
        start.Environment["INVOCATION_ID"] = unit;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    [Fact]
    public async Task The_unit_that_the_agent_runs_in_is_not_taken_for_the_trainers()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        for (var time = 0; time < 3; time++)
        {
            var start = AgentProgram.With("apply", "--root", bench.Host.Root);
            start.Environment["INVOCATION_ID"] = $"0123456789abcdef0123456789abcde{time}";
            start.RedirectStandardOutput = true;
            using var apply = Process.Start(start)!;
            await apply.WaitForExitAsync();
            Assert.Equal(0, apply.ExitCode);
        }

        Assert.Equal(1, bench.Runs);
    }

    [Fact]
    public async Task A_run_that_a_unit_started_is_known_by_its_invocation_and_its_lock_and_not_by_the_boot_id()
    {
        await using var bench = await Bench.CreateAsync("exec sleep 300");
        bench.Save(more: ", \"foregroundAfter\": \"1s\"");
        using var trainer = StartTrainer(bench, unit: "0123456789abcdef0123456789abcdef");
        await bench.Until(() => bench.Record is not null, "the trainer");

        Assert.Equal("0123456789abcdef0123456789abcdef", bench.Record!.Invocation);
        Assert.Equal((TrainerRun.BootOfItsFile, true, true), (bench.Run!.Boot, bench.Run.IsOfThisBoot, bench.Run.IsWatched));
        // What a daemon goes by that may not see the process.
        Assert.True(FlockTable.Holds(trainer.Id, bench.Run.LockInode));

        trainer.Kill();
        await trainer.WaitForExitAsync();
        Assert.False(FlockTable.Holds(trainer.Id, bench.Run.LockInode));
        Assert.False(bench.Run.IsWatched);
    }

    [Fact]
    public async Task Two_start_trainers_beside_a_foreground_trainer_leave_one_new_trainer_running()
    {
        await using var bench = await Bench.CreateAsync("exec sleep 300");
        bench.Save(more: ", \"foregroundAfter\": \"1s\"");
        using var first = StartTrainer(bench);
        await bench.Until(() => bench.Record is not null, "the first trainer");
        using var second = StartTrainer(bench);
        using var third = StartTrainer(bench);
        await bench.Until(() => bench.Runs == 2 && bench.Record is not null && (second.HasExited || third.HasExited), "the rerun");
        await Task.Delay(1500);

        Assert.Equal(2, bench.Runs);
        Assert.True(ProcessTable.Find(bench.Run!.Session!.Value) is { IsAlive: true }, "the new trainer is gone");
        Assert.True(first.HasExited);
        Assert.False(bench.Overlapped);
    }

    [Fact]
    public async Task A_trainer_that_hides_from_session_and_environment_is_ended_before_the_rerun()
    {
        await using var bench = await Bench.CreateAsync();
        var hidden = $"sleep {Random.Shared.Next(100000, 999999)}";
        bench.Host.WriteScript($"(env -i setsid {hidden} >/dev/null 2>&1 &) ; sleep 0.3; exit 0");
        bench.Save();
        Assert.Equal(0, (await bench.VerbAsync("apply")).ExitCode);
        // What it hides behind becomes it in its own time.
        await bench.Until(() => Alive(hidden).Length == 1, "the hidden trainer");
        var old = Assert.Single(Alive(hidden));

        Assert.Equal(0, (await bench.VerbAsync("apply", "--force")).ExitCode);

        Assert.DoesNotContain(old, Alive(hidden));
    }

    [Fact]
    public async Task Orphans_of_a_foreground_trainer_leave_no_zombies()
    {
        await using var bench = await Bench.CreateAsync("for i in 1 2 3 4 5; do (sleep 0.2 &) ; done; sleep 300");
        bench.Save(more: ", \"foregroundAfter\": \"1s\"");
        Assert.Equal(0, (await bench.VerbAsync("apply")).ExitCode);

        await bench.Until(() => !ProcessTable.All().Any(process => process.State == 'Z' && process.Parent == bench.Run!.Pid), "the burial");
    }

    [Fact]
    public async Task A_renamed_trainer_replaces_its_old_self()
    {
        await using var bench = await Bench.CreateAsync("setsid sleep 300 >/dev/null 2>&1 & exit 0");
        bench.Save();
        Assert.Equal(0, (await bench.VerbAsync("apply")).ExitCode);
        bench.Host.WriteSettings(bench.Json().Replace("{ \"bundle\"", "{ \"name\": \"other\", \"bundle\""));

        var (code, output) = await bench.VerbAsync("apply");

        Assert.Equal(0, code);
        Assert.Contains("it was named 32.0.3 before", output);
        Assert.False(bench.Overlapped);
    }

    [Fact]
    public async Task A_token_saved_while_the_one_before_is_being_probed_is_probed_itself()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        var agent = bench.Start();
        await bench.Ran(1);
        bench.Application.Instead = async context =>
        {
            await Task.Delay(2000);
            var known = context.Request.Headers.Authorization.ToString() is "Token second-token";
            await (known ? Answers.Status(200, """{"version":"32.0.3"}""") : Answers.Status(401, "{}"))(context);
        };
        bench.Save(token: "second-token");
        await Task.Delay(1200);
        bench.Save(token: "nobody-knows-it");
        await bench.Until(() => agent.Lines.Any(line => line.Contains("apply held")), "the hold");

        Assert.DoesNotContain(bench.Host.Runs, run => run.Contains("nobody-knows-it"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_plan_and_starts_nothing()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();

        var (code, output) = await bench.VerbAsync("apply", "--dry-run");

        Assert.Equal(0, code);
        Assert.Equal(
            $"""
            32.0.3  run run.sh trainer (first start)
              command    cd {TrainerHost.Bundle} && bash run.sh trainer {bench.Application.Url} ***
              preflight  the application accepts these settings

            """, output);
        Assert.Equal(0, bench.Runs);
        bench.Application.Tokens = new HashSet<string>();
        Assert.Equal((3, true), ((await bench.VerbAsync("apply", "--dry-run")) is var (held, text) ? (held, text.Contains("would be held: api.token")) : default));
        Assert.Equal((0, 1), ((await bench.VerbAsync("apply", "--force")).ExitCode, bench.Runs));
    }

    [Fact]
    public Task SIGTERM_ends_the_daemon_while_a_file_that_its_settings_name_hangs() => Promised.WithinAsync(TimeSpan.FromSeconds(4), async () =>
    {
        await using var bench = await Bench.CreateAsync();
        Directory.CreateDirectory(bench.Host.In("secret"));
        File.WriteAllText(bench.Host.In("secret/token"), Bench.Token);
        bench.Host.WriteSettings(bench.Json().Replace($"\"token\": \"{Bench.Token}\"", "\"tokenFile\": \"/secret/token\""));
        var agent = bench.Start();
        await bench.Ran(1);
        using var hanging = new HangingFolder(bench.Host.In("secret"));
        await bench.Until(() => agent.Lines.Any(line => line.Contains("/secret/token") && line.Contains("has not answered since")), "the silence");

        return await Bench.StopAsync(agent);
    });

    [Fact]
    public async Task Invalid_settings_on_disk_hold_a_retry_and_are_told_once()
    {
        await using var bench = await Bench.CreateAsync("exit 7");
        bench.Save();
        var agent = bench.Start();
        await bench.Until(() => agent.Lines.Any(line => line.Contains("backing off")), "the failure");
        bench.Host.WriteSettings("{ half");

        Assert.Equal(3, (await bench.VerbAsync("apply")).ExitCode);
        Assert.Equal(1, bench.Runs);
    }
}
