using System.Diagnostics;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>kill -9 at every point of an apply: nothing is lost, doubled or taken for applied that was not.</summary>
public class KillTests
{
    [Fact]
    public async Task An_agent_killed_during_run_sh_joins_the_run_when_it_is_back()
    {
        await using var bench = await Bench.CreateAsync(Bench.UntilGo + "; exit 0");
        bench.Save();
        var agent = bench.Start();
        await bench.Until(() => bench.Runs == 1, "the run");
        agent.Signal(Libc.SIGKILL);
        var next = bench.Start();
        await bench.Until(() => next.Lines.Any(line => line.Contains("already on its way with these settings")), "the joining");
        bench.Go();

        await bench.Ran(1);
        await bench.Until(() => next.Lines.Any(line => line.Contains("run.sh ended with exit code 0")), "the end in its words");
    }

    [Fact]
    public async Task A_start_trainer_killed_during_run_sh_takes_bash_along_and_is_a_failure()
    {
        await using var bench = await Bench.CreateAsync("sleep 300; exit 0");
        bench.Save();
        var agent = bench.Start();
        await bench.Until(() => bench.Runs == 1 && bench.Run is { Session: not null }, "the run");
        var bash = bench.Run!.Session!.Value;
        _ = Libc.kill(bench.Run.Pid, Libc.SIGKILL);

        await bench.Until(() => agent.Lines.Any(line => line.Contains("start-trainer was killed before run.sh had succeeded")), "the failure");
        Assert.Null(bench.Record);
        await bench.Until(() => ProcessTable.Find(bash) is not { IsAlive: true }, "the end of bash");
        var (code, check) = await bench.VerbAsync("check", "trainer");
        Assert.Equal(2, code);
        Assert.Contains("trainer.apply-failed", check);
    }

    [Fact]
    public async Task A_foreground_trainer_whose_start_trainer_is_killed_is_started_again()
    {
        await using var bench = await Bench.CreateAsync("sleep 300");
        bench.Save(more: ", \"foregroundAfter\": \"1s\"");
        var agent = bench.Start();
        await bench.Until(() => agent.Lines.Any(line => line.Contains("a foreground trainer")), "the foreground trainer");
        _ = Libc.kill(bench.Run!.Pid, Libc.SIGKILL);
        await bench.Until(() => agent.Lines.Any(line => line.Contains("start-trainer was killed, and the foreground trainer with it")), "the failure");

        var (code, _) = await bench.VerbAsync("apply");

        Assert.Equal(0, code);
        Assert.Equal(2, bench.Runs);
        Assert.False(bench.Overlapped);
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("start-trainer")]
    [InlineData("bash")]
    public async Task Killed_at_any_moment_of_an_apply_the_next_one_makes_it_good(string victim)
    {
        await using var bench = await Bench.CreateAsync("sleep 0.2; echo done >> finished; exit 0");
        bench.Save();
        var random = new Random(victim.Length);
        for (var round = 0; round < 8; round++)
        {
            bench.Save(revision: $"{victim} {round}");
            using var apply = Process.Start(Quiet(AgentProgram.With("apply", "--root", bench.Host.Root)))!;
            var delay = random.Next(1200);
            await Task.WhenAny(Task.Delay(delay), apply.WaitForExitAsync());
            foreach (var pid in victim switch { "apply" => [apply.Id], "start-trainer" => bench.StartTrainers(), _ => bench.Run is { Session: { } bash } run && ProcessTable.IsAlive(bash, run.SessionStart) ? [bash] : [] })
                _ = Libc.kill(pid, Libc.SIGKILL);
            await apply.WaitForExitAsync();
            Assert.True(bench.Record is null || bench.Runs > 0, "a record without a run");

            var (code, output) = await bench.VerbAsync("apply");
            Assert.True(code == 0, $"round {round}, killed after {delay} ms:\n{output}");
            Assert.False(bench.Overlapped, $"two at once in round {round}, killed after {delay} ms");
            var (again, calm) = await bench.VerbAsync("apply");
            Assert.Equal((0, true), (again, calm.Contains("in sync")));
            // One run for the change, and one more where the kill broke or hid the first.
            Assert.InRange(bench.Runs, round + 1, 2 * (round + 1));
            Assert.True(File.ReadAllLines(bench.Host.In("finished")).Length >= round + 1, "applied without a run that finished");
        }
    }

    [Fact]
    public async Task A_daemon_killed_at_any_moment_after_a_change_loses_and_doubles_nothing()
    {
        await using var bench = await Bench.CreateAsync("sleep 0.3; exit 0");
        bench.Save();
        var random = new Random(7);
        for (var round = 1; round <= 6; round++)
        {
            var agent = bench.Start();
            await bench.Until(() => agent.Lines.Any(line => line.Contains("settings loaded")), "the start");
            bench.Save(revision: $"round {round}");
            await Task.Delay(random.Next(1500));
            agent.Signal(Libc.SIGKILL);
            await agent.ExitedAsync(TimeSpan.FromMinutes(1));
        }
        var last = bench.Start();
        await bench.Until(() => bench.Record is not null && bench.Run is { InProgress: false } && last.Lines.Any(line => line.Contains("settings loaded")), "the last run");
        // However loaded the machine is, it comes to rest.
        var (code, plan) = (1, "");
        for (var tries = 20; tries > 0 && !plan.Contains("in sync"); tries--)
        {
            await Task.Delay(1500);
            (code, plan) = await bench.VerbAsync("apply", "--dry-run");
        }

        Assert.Equal((0, true), (code, plan.Contains("in sync")));
        // At most one run for each change: none was doubled, and a change that was over before it was seen needs none.
        Assert.InRange(bench.Runs, 1, 7);
        Assert.False(bench.Overlapped);
    }

    private static ProcessStartInfo Quiet(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }
}
