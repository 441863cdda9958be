using System.Globalization;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks;

public sealed class CheckRunnerTests : StandingLooks
{
    [Fact]
    public async Task A_check_that_hangs_is_unknown_at_its_deadline_and_is_not_begun_again_before_it_came_back()
    {
        using var back = new ManualResetEvent(false);
        var check = new Stub((_, _) => Stay(back));

        var first = await LateAsync(RunAsync(check));
        var others = new List<CheckOutcome>();
        for (var i = 0; i < 20; i++)
            others.Add(await RunAsync(check));

        Assert.Equal((CheckStatus.Unknown, "no answer within 0.2 s"), (first.Status, first.Reason));
        Assert.All(others, outcome => Assert.StartsWith("an earlier look has been hanging since 20", outcome.Reason));
        Assert.Equal(1, check.Looks);
        back.Set();
        while ((await RunAsync(check)).Status == CheckStatus.Unknown)
            await Task.Delay(10);
        Assert.Equal(2, check.Looks);
    }

    [Fact]
    public async Task What_was_found_before_the_hang_is_not_lost()
    {
        using var back = new ManualResetEvent(false);
        var outcome = await LateAsync(RunAsync(new Stub((look, _) =>
        {
            look.Found(Kind.Found("x", "y", "z"));
            Stay(back);
        })));
        back.Set();

        Assert.Equal((CheckStatus.Drift, 1, "no answer within 0.2 s"), (outcome.Status, outcome.Findings.Count, outcome.Reason));
    }

    [Fact]
    public async Task A_check_that_fails_is_unknown_and_its_words_do_not_hold_the_token()
    {
        var outcome = await RunAsync(new Stub((_, _) => throw new InvalidOperationException("asked with s3cret-s3cret")));

        Assert.Equal((CheckStatus.Unknown, "the check itself failed: InvalidOperationException: asked with ***"), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task A_look_that_gets_on_is_left_its_time_on_schedule()
    {
        using var back = new ManualResetEvent(false);
        var run = RunAsync(new Stub((look, _) =>
        {
            GetOn(look);
            Stay(back);
        })
        { Patience = TimeSpan.FromHours(1) });
        await BeginAsync(run);
        await PassAsync(() => Asked >= 5);
        back.Set();
        var outcome = await run;

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task A_look_that_does_not_get_on_any_more_has_no_answer_whatever_its_patience()
    {
        using var back = new ManualResetEvent(false);
        var outcome = await LateAsync(RunAsync(new Stub((look, _) =>
        {
            GetOn(look, times: 3);
            Stay(back);
        })
        { Patience = TimeSpan.FromHours(1) }));
        back.Set();

        Assert.Equal((CheckStatus.Unknown, "no answer within 0.8 s"), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task Where_somebody_waits_a_look_that_gets_on_is_stopped_and_what_it_has_seen_counts()
    {
        var onDemand = new CheckRunner(new HostPaths("/"), Clock, Deadline, onDemand: true);
        var check = new Stub((look, cancellation) =>
        {
            GetOn(look);
            Stay(cancellation.WaitHandle);
            look.Found(Kind.Found("x", "y", "z"));
        })
        { Patience = TimeSpan.FromHours(1) };

        var run = onDemand.RunAsync(check, Settings, null, CancellationToken.None);
        await BeginAsync(run);
        Clock.Advance(Deadline);
        var outcome = await run;

        Assert.Equal((CheckStatus.Drift, 1, "no answer within 0.2 s"), (outcome.Status, outcome.Findings.Count, outcome.Reason));
        Assert.Equal(Math.Min(2, Environment.ProcessorCount), check.Threads);
    }

    [Fact]
    public async Task On_schedule_a_look_has_one_thread()
    {
        var check = new Stub((_, _) => { });
        await RunAsync(check);

        Assert.Equal(1, check.Threads);
    }

    [Fact]
    public async Task A_look_whose_answer_does_not_count_any_more_is_given_no_more_time()
    {
        var wanted = true;
        using var back = new ManualResetEvent(false);
        var check = new Stub((look, _) =>
        {
            GetOn(look);
            Stay(back);
        })
        { Patience = TimeSpan.FromHours(1) };
        var run = Runner.RunAsync(check, Settings, null, CancellationToken.None, () => Volatile.Read(ref wanted));
        await BeginAsync(run);
        await PassAsync(() => Asked >= 3);
        Assert.False(run.IsCompleted);
        Volatile.Write(ref wanted, false);
        await PassAsync(() => run.IsCompleted);
        back.Set();

        Assert.Equal(CheckStatus.Unknown, (await run).Status);
    }

    [Fact]
    public async Task What_hangs_after_a_while_has_not_answered_since_it_was_last_seen_to_get_on()
    {
        using var back = new ManualResetEvent(false);
        var begun = Clock.GetUtcNow();
        var outcome = await LateAsync(RunAsync(new Stub((look, _) =>
        {
            using var touch = Touch.At("/mnt/hs");
            GetOn(look, times: 15);
            Stay(back);
        })
        { Patience = TimeSpan.FromHours(1) }));
        back.Set();

        var since = Assert.Single(outcome.Findings).Observed.Split("no answer since ")[1].Split(';')[0];
        Assert.InRange(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture), begun.AddSeconds(3), Clock.GetUtcNow());
    }

    private static TrainerSettings Trainer(string name) => new() { Name = name, Bundle = "/opt/hs", Version = "32.0.3" };

    private Task<CheckOutcome> RunAsync(ICheck check, TrainerSettings trainer) =>
        Runner.RunAsync(check, Settings with { Trainers = [trainer] }, trainer, CancellationToken.None);

    [Fact]
    public async Task What_hangs_for_a_trainer_with_another_name_now_is_told_for_that_one()
    {
        using var back = new ManualResetEvent(false);
        var check = new Stub((_, _) =>
        {
            using var touch = Touch.At("/mnt/hs");
            Stay(back);
        });

        Assert.Single((await LateAsync(RunAsync(check, Trainer("a")))).Findings);
        Assert.Single((await LateAsync(RunAsync(check, Trainer("b")))).Findings);
        Assert.Single((await RunAsync(check, Trainer("b"))).Findings);
        Assert.Single((await RunAsync(check, Trainer("a"))).Findings);
        Assert.Equal(2, check.Looks);
        back.Set();
    }

    [Fact]
    public async Task A_trainer_that_has_moved_away_from_what_hangs_is_looked_at()
    {
        using var back = new ManualResetEvent(false);
        var moved = Trainer("a") with { Path = "/data/hs" };
        Assert.Equal(CheckStatus.Unknown, (await LateAsync(RunAsync(new Stub((_, _) => Stay(back)), Trainer("a")))).Status);

        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => { }), Trainer("a"))).Status);
        Assert.Equal(CheckStatus.InSync, (await RunAsync(new Stub((_, _) => { }), moved)).Status);
        back.Set();
    }

    [Fact]
    public async Task A_token_file_that_has_moved_away_from_what_hangs_is_looked_at()
    {
        using var back = new ManualResetEvent(false);
        var moved = Settings with { Application = Settings.Application with { TokenFile = "/etc/token" } };
        Assert.Equal(CheckStatus.Unknown, (await LateAsync(RunAsync(new Stub((_, _) => Stay(back))))).Status);

        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => { }))).Status);
        Assert.Equal(CheckStatus.InSync, (await Runner.RunAsync(new Stub((_, _) => { }), moved, null, CancellationToken.None)).Status);
        back.Set();
    }

    [Fact]
    public async Task A_check_at_its_deadline_is_told_to_stop()
    {
        using var stopped = new ManualResetEventSlim();
        using var back = new ManualResetEvent(false);
        await LateAsync(RunAsync(new Stub((_, cancellation) =>
        {
            cancellation.Register(stopped.Set);
            Stay(back);
        })));
        back.Set();

        Assert.True(stopped.IsSet);
    }
}
