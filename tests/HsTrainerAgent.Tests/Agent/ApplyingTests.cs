using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>The daemon as a process: each change of the connection reruns run.sh exactly once.</summary>
public class ApplyingTests
{
    [Fact]
    public async Task Each_change_of_the_connection_makes_one_run_and_nothing_else_does()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        bench.Start();
        await bench.Ran(1);
        bench.Save(token: "second-token");
        await bench.Ran(2);
        bench.Save(token: "second-token", revision: "load balancer moved");
        await bench.Ran(3);
        bench.Save(token: "second-token", revision: "load balancer moved", more: ", \"timeout\": \"20m\"");
        await bench.Ran(3);

        Assert.Equal(
            [$"trainer {bench.Application.Url} {Bench.Token}", $"trainer {bench.Application.Url} second-token", $"trainer {bench.Application.Url} second-token"],
            bench.Host.Runs);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_while_it_settles_makes_no_run()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save(settle: "6s");
        bench.Start();
        await bench.Ran(1);
        bench.Save(token: "second-token", settle: "6s");
        await Task.Delay(300);
        bench.Save(settle: "6s");
        await Task.Delay(7000);

        await bench.Ran(1);
    }

    [Fact]
    public async Task A_damaged_record_is_shown_and_adopted_without_losing_the_trainer_that_runs()
    {
        await using var bench = await Bench.CreateAsync("exec sleep 300");
        bench.Save(more: ", \"foregroundAfter\": \"1s\"");
        var agent = bench.Start();
        await bench.Until(() => bench.Record is not null, "the run");
        File.WriteAllText(bench.Host.Paths.AppliedRecord(Bench.Name), "garbage");
        await bench.Until(() => agent.Lines.Any(line => line.Contains("apply held") && line.Contains("is damaged")), "the hold");
        await bench.Until(() => Status().RecordDamaged, "the status");
        Assert.Contains("applied record damaged", (await bench.VerbAsync("status")).Output);
        Assert.Contains("trainer.apply-held", (await bench.VerbAsync("check", "trainer")).Output);

        Directory.Delete(bench.Host.In("mnt/hs/.hs-trainer-agent"), recursive: true);

        Assert.Equal(0, (await bench.VerbAsync("adopt", Bench.Name)).ExitCode);

        Assert.Single(Directory.GetFiles(bench.Host.In("mnt/hs/.hs-trainer-agent"), "claim-*.json"));
        await bench.Until(() => Status() is { State: "in-sync", RecordDamaged: false, Applied.Mode: "adopted" }, "the adoption in the status", 12);
        await agent.DisposeAsync();
        _ = Libc.kill(Assert.Single(bench.StartTrainers()), Libc.SIGTERM);
        await bench.Until(() => bench.Run is { Phase: RunPhase.Ended }, "the end");
        Assert.Contains("trainer.not-started", (await bench.VerbAsync("check", "trainer")).Output);
        Assert.Equal(1, bench.Runs);

        TrainerState Status() => StatusFile.Read(bench.Host.Paths.Status, out _)!.Trainers.Single();
    }

    [Fact]
    public async Task A_then_B_that_fails_then_A_runs_A_again()
    {
        await using var bench = await Bench.CreateAsync("[ $3 = second-token ] && exit 7; exit 0");
        bench.Save();
        var agent = bench.Start();
        await bench.Ran(1);
        bench.Save(token: "second-token");
        await bench.Until(() => agent.Lines.Any(line => line.Contains("backing off")), "the failure");
        Assert.Null(bench.Record);
        bench.Save();

        await bench.Ran(3);
        Assert.Contains(agent.Lines, line => line.Contains("run.sh ended with exit code 7"));
    }

    [Fact]
    public async Task A_rejected_token_is_held_and_going_back_ends_the_hold_without_a_run()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        var agent = bench.Start();
        await bench.Ran(1);
        bench.Save(token: "nobody-knows-it");
        await bench.Until(() => agent.Lines.Any(line => line.Contains("apply held") && line.Contains("api.token")), "the hold");
        var (code, check) = await bench.VerbAsync("check", "trainer");
        Assert.Equal(2, code);
        Assert.Contains("trainer.apply-held", check);
        bench.Save();
        await bench.Until(() => agent.Lines.Any(line => line.Contains("no longer held")), "the release");

        await bench.Ran(1);
        Assert.DoesNotContain(agent.Lines, line => line.Contains("nobody-knows-it") || line.Contains(Bench.Token));
    }

    [Fact]
    public async Task A_held_token_is_applied_as_soon_as_the_application_accepts_it()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save(token: "not-yet-known");
        var agent = bench.Start();
        await bench.Until(() => agent.Lines.Any(line => line.Contains("apply held")), "the hold");
        Assert.Equal(0, bench.Runs);
        bench.Application.Tokens = new HashSet<string> { "not-yet-known" };

        await bench.Ran(1);
    }

    [Fact]
    public async Task Settings_that_change_while_run_sh_runs_are_applied_after_it()
    {
        await using var bench = await Bench.CreateAsync(Bench.UntilGo + "; exit 0");
        bench.Save();
        var agent = bench.Start();
        await bench.Until(() => bench.Runs == 1, "the first run");
        bench.Save(token: "second-token");
        await bench.Until(() => agent.Lines.Any(line => line.Contains("changed: application.token")), "the change");
        bench.Save(token: "third-token");
        bench.Go();

        await bench.Until(() => bench.Runs == 2, "the second run");
        await bench.Ran(2);
        Assert.EndsWith("third-token", bench.Host.Runs[1]);
    }

    [Fact]
    public async Task Invalid_settings_run_nothing_and_keep_the_last_good_ones()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        var agent = bench.Start();
        await bench.Ran(1);
        bench.Host.WriteSettings(bench.Json(token: "second-token")[..^20]);
        await bench.Until(() => agent.Lines.Any(line => line.Contains("settings.invalid")), "the error");
        await bench.Ran(1);
        bench.Save(token: "second-token");

        await bench.Ran(2);
    }

    [Fact]
    public async Task A_change_made_while_the_daemon_is_down_makes_one_run_when_it_is_back()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        await using (bench.Start())
            await bench.Ran(1);
        bench.Save(token: "second-token");
        await using (bench.Start())
            await bench.Ran(2);
        bench.Start();

        await bench.Ran(2);
    }

    [Fact]
    public async Task A_second_agent_on_the_same_settings_is_refused_and_starts_nothing()
    {
        await using var bench = await Bench.CreateAsync("sleep 1; exit 0");
        bench.Save();
        var first = bench.Start();
        await bench.Until(() => first.Lines.Count > 0, "the first agent");
        var second = bench.Start();
        await second.ExitedAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, second.ExitCode);
        await bench.Until(() => second.Lines.Any(line => line.Contains($"another agent (pid {first.Pid}) already runs here")), "the refusal");
        await bench.Ran(1);
    }

    [Fact]
    public async Task Apply_beside_the_daemon_waits_for_its_run_and_doubles_nothing()
    {
        await using var bench = await Bench.CreateAsync("sleep 1.5; exit 0");
        bench.Save();
        bench.Start();
        await bench.Until(() => bench.Runs == 1, "the daemon's run");
        var (code, output) = await bench.VerbAsync("apply");

        Assert.Equal(0, code);
        Assert.Contains("in sync", output);
        await bench.Ran(1);
    }

    [Fact]
    public Task SIGTERM_ends_the_daemon_within_two_seconds_and_leaves_the_run_alone() => Promised.WithinAsync(TimeSpan.FromSeconds(2), async () =>
    {
        await using var bench = await Bench.CreateAsync(Bench.UntilGo + "; exit 0");
        bench.Save();
        var agent = bench.Start();
        await bench.Until(() => bench.Runs == 1, "the run");
        var took = await Bench.StopAsync(agent);
        bench.Go();
        await bench.Ran(1);
        return took;
    });

    [Fact]
    public async Task An_adopted_trainer_that_is_not_started_at_boot_is_said_to_wait_for_a_change()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save(more: ", \"atBoot\": false");

        Assert.EndsWith("; the next rerun comes with the next change", (await bench.VerbAsync("adopt", Bench.Name)).Output.TrimEnd());
    }

    [Fact]
    public async Task An_adopted_trainer_is_not_run_until_something_changes()
    {
        await using var bench = await Bench.CreateAsync();
        bench.Save();
        var (code, output) = await bench.VerbAsync("adopt", Bench.Name);
        Assert.Equal((0, true), (code, output.Contains("; the next rerun comes with the next change, or after a boot")));
        bench.Start();
        await Task.Delay(2000);
        Assert.Equal(0, bench.Runs);
        bench.Save(token: "second-token");

        await bench.Ran(1);
    }

    [Fact]
    public async Task No_command_line_of_ours_holds_the_token_or_a_whole_fingerprint()
    {
        await using var bench = await Bench.CreateAsync(Bench.UntilGo + "; exit 0");
        bench.Save();
        bench.Start();
        await bench.Until(() => bench.Run is { Session: not null } && bench.Runs == 1, "the run");

        var ours = bench.StartTrainers().Select(Bench.CommandLine).OfType<string>().ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, line => Assert.DoesNotContain(Bench.Token, line));
        Assert.All(ours, line => Assert.DoesNotContain(bench.Run!.Fingerprint, line));
        bench.Go();
        await bench.Ran(1);
    }
}
