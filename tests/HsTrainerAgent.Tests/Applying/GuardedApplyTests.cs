using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>When the guard is asked, and what its answer does to an apply.</summary>
public sealed class GuardedApplyTests : IDisposable
{
    private readonly TrainerHost host = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));
    private readonly ITrainerUnits units = Substitute.For<ITrainerUnits>();
    private readonly CancellationTokenSource stop = new();
    private readonly List<ApplyEvent> told = [];
    private readonly List<string> steps = [];
    private CheckStatus api = CheckStatus.InSync;
    private Func<string?> guard = () => null;

    public GuardedApplyTests()
    {
        units.RunsAs.Returns(Libc.geteuid());
        units.AskGuardAsync(default!, default, default).ReturnsForAnyArgs(asked =>
        {
            steps.Add($"guard {asked.ArgAt<TrainerSettings>(0).Name} {asked.ArgAt<TimeSpan>(1).TotalSeconds} s");
            return guard();
        });
        units.RunAsync(default!, default!, default, default).ReturnsForAnyArgs(_ =>
        {
            steps.Add("run");
            return new RunResult(null, null, false);
        });
        Save("one");
    }

    public void Dispose()
    {
        stop.Dispose();
        host.Dispose();
    }

    private void Save(string token, string apply = "\"guard\": [\"/usr/bin/idle\"], \"guardTimeout\": \"7s\"") => host.WriteSettings(
        $$"""{ "application": { "url": "https://abcd123.internal", "token": "{{token}}" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ], "apply": { {{apply}} } }""");

    private Task<ApplyStep> StepAsync(PlanAsk ask = PlanAsk.Nobody)
    {
        var settings = SettingsFile.Read(host.SettingsFile, host.Paths).Settings!;
        var preflight = new Preflight((_, _) =>
        {
            steps.Add("application");
            return Task.FromResult(new CheckOutcome("api", null, api, [], api == CheckStatus.Unknown ? "no resolver" : null, TimeSpan.Zero, null));
        });
        return new Applier(host.Paths, host.SettingsFile, units, preflight, clock, told.Add).StepAsync(settings, settings.Trainers[0], ask, stop.Token);
    }

    [Theory]
    [InlineData(nameof(PlanAsk.Nobody))]
    [InlineData(nameof(PlanAsk.Operator))]
    public async Task It_is_asked_last_right_before_the_run(string ask)
    {
        Assert.IsType<ApplyPlan.Apply>((await StepAsync(Enum.Parse<PlanAsk>(ask))).Plan);

        Assert.Equal(["application", "guard 32.0.3 7 s", "run"], steps);
    }

    [Fact]
    public async Task Its_no_holds_with_its_words_is_told_once_and_is_no_failure()
    {
        foreach (var line in new[] { "job 17 runs for 1 min", "job 17 runs for 2 min" })
        {
            guard = () => line;
            Assert.Equal(new ApplyPlan.Hold("apply.guard: " + line), (await StepAsync()).Plan);
            Assert.Equal("apply.guard: " + line, Attempts.Read(host.Paths.Attempts("32.0.3")).Held);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.DoesNotContain("run", steps);
        Assert.Equal([ApplyEventKind.Held], told.Select(one => one.Kind));
        Assert.Equal(0, Attempts.Read(host.Paths.Attempts("32.0.3")).Failures);
        guard = () => null;
        Assert.IsType<ApplyPlan.Apply>((await StepAsync()).Plan);
        Assert.Single(steps, "run");
    }

    [Fact]
    public async Task It_is_asked_again_within_a_minute()
    {
        guard = () => "job 17 runs";

        Assert.Equal(TimeSpan.FromMinutes(1), (await StepAsync()).Again);
    }

    [Fact]
    public async Task Force_runs_without_asking_it()
    {
        guard = () => "job 17 runs";

        Assert.IsType<ApplyPlan.Apply>((await StepAsync(PlanAsk.OperatorForce)).Plan);

        Assert.Equal(["run"], steps);
    }

    [Fact]
    public async Task It_is_not_asked_for_what_the_application_refuses()
    {
        api = CheckStatus.Unknown;

        Assert.IsType<ApplyPlan.Hold>((await StepAsync()).Plan);

        Assert.Equal(["application"], steps);
    }

    [Fact]
    public async Task Without_one_nobody_is_asked()
    {
        Save("one", apply: "");

        await StepAsync();

        Assert.Equal(["application", "run"], steps);
    }

    [Fact]
    public async Task Settings_that_change_while_it_is_asked_are_planned_for_anew()
    {
        guard = () =>
        {
            Save("two");
            return null;
        };

        Assert.IsType<ApplyPlan.WaitForRun>((await StepAsync()).Plan);

        Assert.DoesNotContain("run", steps);
    }

    [Fact]
    public async Task A_run_that_somebody_began_while_it_was_asked_is_not_doubled()
    {
        guard = () =>
        {
            new TrainerRun("by hand", Boot.Id, 1, 0, new string('a', 64), clock.GetUtcNow()) { Phase = RunPhase.Applied }.Write(host.Paths.Run("32.0.3"));
            return null;
        };

        Assert.IsType<ApplyPlan.WaitForRun>((await StepAsync()).Plan);

        Assert.DoesNotContain("run", steps);
    }

    [Fact]
    public async Task A_daemon_that_is_stopped_while_it_is_asked_runs_nothing()
    {
        guard = () =>
        {
            stop.Cancel();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StepAsync());

        Assert.DoesNotContain("run", steps);
        Assert.Null(Attempts.Read(host.Paths.Attempts("32.0.3")).StartedFingerprint);
    }
}
