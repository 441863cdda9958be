using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>The operator's guard before a rerun, asked by the agent's own child as where systemd is not process 1.</summary>
public class GuardTests
{
    private static void Guard(Bench bench, string body) =>
        bench.Host.WriteProgram("usr/bin/idle", $"cd {ShellText.Quote(bench.Host.Root)}\necho \"$HS_APPLY_REASON\" >> asked\n{body}");

    private const string Asks = ", \"guard\": [\"/usr/bin/idle\"]";

    private static int Asked(Bench bench) => File.Exists(bench.Host.In("asked")) ? File.ReadAllLines(bench.Host.In("asked")).Length : 0;

    [Fact]
    public async Task A_no_holds_the_rerun_and_a_later_yes_lets_it_run_exactly_once()
    {
        await using var bench = await Bench.CreateAsync();
        Guard(bench, $"[ -e free ] || {{ echo \"job 17 runs with {Bench.Token}\"; exit 1; }}");
        bench.Save(more: Asks);
        var agent = bench.Start();
        await bench.Until(() => Asked(bench) >= 2, "the second asking", 120);

        Assert.Equal(0, bench.Runs);
        Assert.Single(agent.Lines, line => line.Contains("apply held") && line.Contains("apply.guard: job 17 runs with ***"));
        var (code, check) = await bench.VerbAsync("check", "trainer");
        Assert.Equal(2, code);
        Assert.Contains("trainer.apply-held", check);
        Assert.Contains("apply.guard: job 17 runs with ***", check);
        Assert.Contains("job 17 runs with ***", (await bench.VerbAsync("status")).Output);
        Assert.Equal(3, (await bench.VerbAsync("apply")).ExitCode);
        Assert.Equal(0, bench.Runs);

        File.WriteAllText(bench.Host.In("free"), "");
        await bench.Ran(1);
        Assert.All(File.ReadAllLines(bench.Host.In("asked")), reason => Assert.Equal("first-start", reason));
        var asked = Asked(bench);
        bench.Save("second-token", more: Asks);
        await bench.Ran(2);
        Assert.Equal("settings-changed", File.ReadAllLines(bench.Host.In("asked"))[asked]);
        Assert.DoesNotContain(agent.Lines, line => line.Contains(Bench.Token));
    }

    [Fact]
    public async Task The_dry_run_shows_the_command_and_does_not_run_it_and_force_skips_it()
    {
        await using var bench = await Bench.CreateAsync();
        Guard(bench, "exit 1");
        bench.Save(more: ", \"guard\": [\"/usr/bin/idle\", \"a b\"]");

        var (code, shown) = await bench.VerbAsync("apply", "--dry-run");
        Assert.Equal((0, true), (code, shown.Contains("  guard      would be asked: /usr/bin/idle 'a b'\n")));
        Assert.Contains("  guard      skipped\n", (await bench.VerbAsync("apply", "--dry-run", "--force")).Output);
        Assert.Equal(3, (await bench.VerbAsync("apply")).ExitCode);
        Assert.Equal((1, 0), (Asked(bench), bench.Runs));
        Assert.Equal(0, (await bench.VerbAsync("apply", "--force")).ExitCode);
        Assert.Equal((1, 1), (Asked(bench), bench.Runs));
    }

    [Fact]
    public Task An_agent_that_is_ended_while_the_guard_is_asked_ends_it_and_runs_nothing() => Promised.WithinAsync(TimeSpan.FromSeconds(10), async () =>
    {
        await using var bench = await Bench.CreateAsync();
        Guard(bench, "echo $$ > pid.new; mv pid.new pid; sleep 300");
        bench.Save(more: Asks);
        var agent = bench.Start();
        await bench.Until(() => File.Exists(bench.Host.In("pid")), "the guard");
        var pid = int.Parse(File.ReadAllText(bench.Host.In("pid")));

        var took = await Bench.StopAsync(agent);

        await bench.Until(() => ProcessTable.Find(pid) is not { IsAlive: true }, "the end of the guard");
        Assert.Equal(0, bench.Runs);
        return took;
    });

    [Fact]
    public async Task A_guard_that_hangs_holds_the_rerun_and_nothing_of_it_is_left()
    {
        await using var bench = await Bench.CreateAsync();
        Guard(bench, "setsid sleep 300 & echo $! > child; sleep 300");
        bench.Save(more: Asks + ", \"guardTimeout\": \"10s\"");

        Assert.Equal(3, (await bench.VerbAsync("apply")).ExitCode);

        Assert.Equal("apply.guard: no answer within 10s (apply.guardTimeout)", Attempts.Read(bench.Host.Paths.Attempts(Bench.Name)).Held);
        Assert.False(ProcessTable.Find(int.Parse(File.ReadAllText(bench.Host.In("child")))) is { IsAlive: true });
        Assert.Equal(0, bench.Runs);
    }
}
