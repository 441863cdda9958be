using CsCheck;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>The plans that wait for their time: pause, maintenance windows, splay.</summary>
public class ApplyPlanWaitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Fingerprint A = new(new string('a', 64));
    private static readonly Fingerprint B = new(new string('b', 64));

    private static readonly PauseStanding Paused = new(new Pause(Now.AddHours(-1), Now.AddHours(1), "training", "alice"), Now.AddHours(1), null);
    private static readonly WindowStanding Closed = new(null, Now.AddHours(10));
    private static readonly WindowStanding Open = new(Now.AddHours(-1), null);

    private static readonly PlanInput First = new(A, null, null, Attempts.None, null, false, new ApplySettings(), PlanAsk.Nobody, Now);
    private static readonly PlanInput Changed = First with { Applied = Record(B) };

    private static AppliedRecord Record(Fingerprint fingerprint) => new(fingerprint.Hex, Now.AddHours(-2), AppliedMode.Detached, 0, "boot", 1);

    private static TrainerRun Run(Fingerprint fingerprint) => new("run", "", 1, 1, fingerprint.Hex, Now) { Phase = RunPhase.Ended };

    private static Attempts Due(double minutesAgo, Fingerprint? of = null) => new() { Fingerprint = (of ?? A).Hex, DueAt = Now.AddMinutes(-minutesAgo) };

    private static readonly Attempts Failed = new() { Fingerprint = A.Hex, StartedFingerprint = A.Hex, Failures = 1, FailedAt = Now.AddMinutes(-1), NextAt = Now };

    public static TheoryData<string, object, string> Table() => new()
    {
        { "paused", Changed with { Pause = Paused }, "Paused 13:00 alice: training" },
        { "paused, nothing to do", First with { Applied = Record(A), Pause = Paused }, "InSync" },
        { "paused, not started since boot", First with { Applied = Record(A), NotStarted = NotStarted.SinceBoot, Pause = Paused }, "Paused 13:00 alice: training" },
        { "paused, a failure to repeat", First with { Attempts = Failed, Pause = Paused }, "Paused 13:00 alice: training" },
        { "paused, a run goes on", Changed with { Run = Run(A), RunInProgress = true, Pause = Paused }, "Join" },
        { "paused, an operator asks", Changed with { Pause = Paused, Ask = PlanAsk.Operator }, "Paused 13:00 alice: training" },
        { "paused, an operator forces", Changed with { Pause = Paused, Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
        { "paused and manual", Changed with { Pause = Paused, Apply = new() { Mode = ApplyMode.Manual } }, "Manual" },
        { "a pause file that is damaged", Changed with { Pause = new(null, default, "damaged") { Damaged = true } }, "Hold damaged" },
        { "a pause file that is damaged, an operator forces", Changed with { Pause = new(null, default, "damaged"), Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },

        { "outside, a change", Changed with { Windows = Closed }, "Outside 22:00" },
        { "outside, none opens any more", Changed with { Windows = new(null, null) }, "Outside never" },
        { "outside, first start: somebody may have started it by hand", First with { Windows = Closed }, "Outside 22:00" },
        { "outside, not started since boot", First with { Applied = Record(A), NotStarted = NotStarted.SinceBoot, Windows = Closed }, "Apply NotStartedSinceBoot" },
        { "outside, not started since boot, and changed", Changed with { NotStarted = NotStarted.SinceBoot, Windows = Closed }, "Apply SettingsChanged" },
        { "outside, a failure to repeat", First with { Attempts = Failed, Run = Run(A) with { Failure = "exit 7" }, Windows = Closed }, "Apply LastRunFailed" },
        { "outside, a change after a failure", First with { Attempts = Failed with { Fingerprint = B.Hex, StartedFingerprint = B.Hex }, Run = Run(B) with { Failure = "exit 7" }, Windows = Closed }, "Apply SettingsChanged" },
        { "outside, killed before the unit was asked for", Changed with { Attempts = new() { Fingerprint = A.Hex, StartedFingerprint = A.Hex }, Windows = Closed }, "Outside 22:00" },
        { "outside, an operator's stop", Changed with { NotStarted = NotStarted.Stopped, Windows = Closed }, "Apply SettingsChanged" },
        { "outside, its record is gone and it runs", First with { Run = Run(B) with { Phase = RunPhase.Applied }, MayRun = true, Attempts = new() { StartedFingerprint = B.Hex }, Windows = Closed }, "Outside 22:00" },
        { "outside, an operator asks", Changed with { Windows = Closed, Ask = PlanAsk.Operator }, "Outside 22:00" },
        { "outside, an operator forces", Changed with { Windows = Closed, Ask = PlanAsk.OperatorForce }, "Apply AskedByOperator" },
        { "inside", Changed with { Windows = Open }, "Apply SettingsChanged" },

        { "splay, due since now", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(0) }, "Splay 12:07" },
        { "splay, due for a while", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(6) }, "Splay 12:01" },
        { "splay, its wait is over", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(7) }, "Apply SettingsChanged" },
        { "splay, other settings were due", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(5, B) }, "Apply SettingsChanged" },
        { "splay, due before the clock was set back", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(-300) }, "Apply SettingsChanged" },
        { "splay, the window opened after it was due", Changed with { SplayWait = TimeSpan.FromMinutes(70), Attempts = Due(600), Windows = Open }, "Splay 12:10" },
        { "splay, a window that has been open for long", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(5), Windows = Open }, "Splay 12:02" },
        { "splay, its window has closed", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(5), Windows = Closed }, "Outside 22:00" },
        { "splay, not started since boot", First with { Applied = Record(A), NotStarted = NotStarted.SinceBoot, SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(0) }, "Apply NotStartedSinceBoot" },
        { "splay, an operator asks", Changed with { SplayWait = TimeSpan.FromMinutes(7), Attempts = Due(0), Ask = PlanAsk.Operator }, "Apply SettingsChanged" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_plan_follows_from_what_is_known(string situation, object input, string plan) =>
        Assert.Equal((situation, plan), (situation, Text(ApplyPlan.For((PlanInput)input))));

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(index => of[index]);

    private static readonly Gen<PlanInput> Any =
        from ask in One(PlanAsk.Nobody, PlanAsk.Operator)
        from applied in One(null, Record(A), Record(B))
        from attempts in One(Attempts.None, Failed, Due(3), Due(-3), Due(300), Due(3, B))
        from notStarted in One<NotStarted?>(null, NotStarted.SinceBoot, NotStarted.Stopped)
        from run in One(null, Run(A), Run(B) with { Failure = "exit 7" }, Run(B) with { Phase = RunPhase.Applied })
        from pause in One(PauseStanding.None, Paused, new PauseStanding(null, default, "damaged"))
        from windows in One(null, Open, Closed)
        from wait in Gen.Int[0, 4000]
        from mayRun in Gen.Bool
        select First with
        {
            Ask = ask,
            Applied = applied,
            Attempts = attempts,
            NotStarted = applied is null ? null : notStarted,
            Run = run,
            Pause = pause,
            Windows = windows,
            SplayWait = TimeSpan.FromSeconds(wait),
            MayRun = mayRun,
        };

    [Fact]
    public void Nothing_is_run_while_paused() =>
        Any.Sample(input => Assert.False(input.Pause.Holds && ApplyPlan.For(input) is ApplyPlan.Apply, $"{input}"));

    [Fact]
    public void No_trainer_that_runs_is_rerun_outside_its_windows() =>
        Any.Sample(input => Assert.False(input is { TrainerRuns: true, Windows.Opened: null, Windows: not null } && ApplyPlan.For(input) is ApplyPlan.Apply, $"{input}"));

    [Fact]
    public void Whatever_waits_comes_to_be_applied_in_time() => Any.Sample(input =>
    {
        var end = Now;
        for (var steps = 0; ApplyPlan.For(input) is { Waits: true } plan; steps++)
        {
            Assert.True(steps < 4, $"{plan}");
            Assert.True(plan.Ends > input.Now, $"{plan}");
            end = plan.Ends!.Value;
            // As the book keeps it, and as time goes on.
            input = input with
            {
                Now = end,
                Attempts = plan is ApplyPlan.Paused ? input.Attempts.For(A) with { DueAt = null } : input.Attempts.For(A).Due(input.Now),
                Pause = PauseStanding.None,
                Windows = plan is ApplyPlan.Outside ? new WindowStanding(end, null) : input.Windows,
            };
        }
        Assert.InRange(end - Now, TimeSpan.Zero, TimeSpan.FromHours(13));
    });

    private static string Text(ApplyPlan plan) => plan switch
    {
        ApplyPlan.Apply(var reason) => $"Apply {reason}",
        ApplyPlan.Hold(var why) => $"Hold {why}",
        ApplyPlan.Paused(var until, var why, var by) => $"Paused {until:HH:mm} {by}: {why}",
        ApplyPlan.Outside(var opens) => $"Outside {(opens is null ? "never" : $"{opens:HH:mm}")}",
        ApplyPlan.Splay(var until) => $"Splay {until:HH:mm}",
        _ => plan.GetType().Name,
    };
}
