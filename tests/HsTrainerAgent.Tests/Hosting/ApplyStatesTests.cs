using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Hosting;

public sealed class ApplyStatesTests
{
    private static readonly string[] Trainers = ["32.0.3"];

    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-22T16:00:00Z"));
    private readonly ApplyStates states;
    private int changes;

    public ApplyStatesTests()
    {
        states = new ApplyStates(clock);
        states.Changed += () => changes++;
    }

    [Fact]
    public void A_run_is_applying_until_a_step_finds_nothing_to_do()
    {
        states.Began("32.0.3");
        states.Told(new ApplyEvent(ApplyEventKind.Started, "32.0.3", "running", null));
        var since = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(20));
        Took(new ApplyPlan.Apply(ApplyReason.FirstStart));
        Assert.Equal(("applying", since), (states.Of("32.0.3").Word, states.Of("32.0.3").Since));
        Took(new ApplyPlan.InSync());
        Assert.Equal(("in-sync", clock.GetUtcNow()), (states.Of("32.0.3").Word, states.Of("32.0.3").Since));
    }

    [Fact]
    public void Nothing_is_in_sync_while_the_application_is_asked_about_new_settings()
    {
        Took(new ApplyPlan.InSync());
        states.Began("32.0.3");
        Assert.Equal("applying", states.Of("32.0.3").Word);
    }

    [Fact]
    public void A_hold_that_is_probed_again_stays_held_since_it_began()
    {
        Took(new ApplyPlan.Hold("api.token: 401"));
        var since = clock.GetUtcNow();
        for (var minute = 0; minute < 5; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            states.Began("32.0.3");
            Assert.Equal("held", states.Of("32.0.3").Word);
            Took(new ApplyPlan.Hold("api.token: 401"));
        }
        Assert.Equal((since, 1), (states.Of("32.0.3").Since, changes));
    }

    [Fact]
    public void What_waits_for_its_time_says_for_which()
    {
        var until = clock.GetUtcNow().AddHours(1);
        Took(new ApplyPlan.Paused(until, "training", "alice"));
        Assert.Equal(new ApplyState("paused", clock.GetUtcNow(), "by alice: training", until), states.Of("32.0.3"));
        Took(new ApplyPlan.Outside(until));
        Assert.Equal(new ApplyState("waiting", clock.GetUtcNow(), "outside apply.windows", until), states.Of("32.0.3"));
        Took(new ApplyPlan.Splay(until));
        Assert.Equal(new ApplyState("waiting", clock.GetUtcNow(), "apply.splay", until), states.Of("32.0.3"));
        Took(new ApplyPlan.Outside(null));
        Assert.Equal(new ApplyState("held", clock.GetUtcNow(), "outside apply.windows: none of them opens any more"), states.Of("32.0.3"));
        Assert.Equal(4, changes);
    }

    [Fact]
    public void A_step_that_is_long_due_means_that_the_loop_is_stuck()
    {
        Took(new ApplyPlan.InSync());
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(states.Stuck(Trainers));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("the apply loop has not looked at 32.0.3 for 4 min", states.Stuck(Trainers));
        Took(new ApplyPlan.InSync());
        Assert.Null(states.Stuck(Trainers));
    }

    [Fact]
    public void A_trainer_that_the_loop_never_looked_at_is_noticed()
    {
        Assert.Null(states.Stuck(Trainers));
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(states.Stuck(Trainers));
        Assert.Null(states.Stuck([]));
    }

    [Fact]
    public void A_trainer_that_was_removed_and_comes_back_has_time_again()
    {
        Took(new ApplyPlan.GiveUp(8));
        Assert.Null(states.Stuck([]));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("unknown", states.Of("32.0.3").Word);
        Assert.Null(states.Stuck(Trainers));
    }

    [Fact]
    public void A_long_run_is_not_stuck()
    {
        states.Began("32.0.3");
        clock.Advance(TimeSpan.FromHours(5));
        Assert.Null(states.Stuck(Trainers));
    }

    [Fact]
    public void A_long_backoff_is_not_stuck_because_the_loop_comes_by_all_the_same()
    {
        states.Took("32.0.3", new ApplyStep(new ApplyPlan.BackOff(clock.GetUtcNow().AddHours(1)), null, TimeSpan.FromMinutes(10)));
        clock.Advance(TimeSpan.FromMinutes(12));
        Assert.Null(states.Stuck(Trainers));
    }

    private void Took(ApplyPlan plan) => states.Took("32.0.3", new ApplyStep(plan, null, TimeSpan.FromSeconds(15)));
}
