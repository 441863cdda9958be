using System.Globalization;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks;

public class CheckRunnerTests
{
    private static readonly FindingKind Kind = new("stub.kind", Severity.Error, "", "", "", "");
    private static readonly AgentSettings Settings = new()
    {
        Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret("s3cret-s3cret") },
        Trainers = [],
    };

    private readonly CheckRunner runner = new(new HostPaths("/"), TimeProvider.System, TimeSpan.FromMilliseconds(200));

    private Task<CheckOutcome> RunAsync(ICheck check) => runner.RunAsync(check, Settings, null, CancellationToken.None);

    private sealed class Stub(Action<Look, CancellationToken> look) : ICheck
    {
        public int Looks;

        public string Name => "stub";

        public bool PerTrainer => false;

        public IReadOnlyList<FindingKind> Kinds => [Kind];

        public TimeSpan Patience { get; init; }

        public int Threads { get; private set; }

        public Task LookAsync(CheckContext context, CancellationToken cancellation)
        {
            Interlocked.Increment(ref Looks);
            Threads = context.Threads;
            look(context.Look, cancellation);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_check_that_hangs_is_unknown_at_its_deadline_and_is_not_begun_again_before_it_came_back()
    {
        using var back = new ManualResetEventSlim();
        var check = new Stub((_, _) => back.Wait(CancellationToken.None));

        var first = await RunAsync(check);
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
        using var back = new ManualResetEventSlim();
        var outcome = await RunAsync(new Stub((look, _) =>
        {
            look.Found(Kind.Found("x", "y", "z"));
            back.Wait(CancellationToken.None);
        }));
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
        var outcome = await RunAsync(new Stub((look, cancellation) => GetOn(look, TimeSpan.FromSeconds(1), cancellation)) { Patience = TimeSpan.FromHours(1) });

        Assert.Equal((CheckStatus.InSync, null), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task A_look_that_does_not_get_on_any_more_has_no_answer_whatever_its_patience()
    {
        var outcome = await RunAsync(new Stub((look, cancellation) =>
        {
            GetOn(look, TimeSpan.FromSeconds(0.5), cancellation);
            cancellation.WaitHandle.WaitOne();
        })
        { Patience = TimeSpan.FromHours(1) });

        Assert.Equal(CheckStatus.Unknown, outcome.Status);
        Assert.Matches(@"^no answer within (0\.[68]|[1-9](\.[2468])?) s$", outcome.Reason);
    }

    [Fact]
    public async Task Where_somebody_waits_a_look_that_gets_on_is_stopped_and_what_it_has_seen_counts()
    {
        var onDemand = new CheckRunner(new HostPaths("/"), TimeProvider.System, TimeSpan.FromMilliseconds(200), onDemand: true);
        var check = new Stub((look, cancellation) =>
        {
            GetOn(look, TimeSpan.FromMinutes(1), cancellation);
            look.Found(Kind.Found("x", "y", "z"));
        })
        { Patience = TimeSpan.FromHours(1) };

        var outcome = await onDemand.RunAsync(check, Settings, null, CancellationToken.None);

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
        var check = new Stub((look, cancellation) => GetOn(look, TimeSpan.FromMinutes(1), cancellation)) { Patience = TimeSpan.FromHours(1) };
        var run = runner.RunAsync(check, Settings, null, CancellationToken.None, () => wanted);
        await Task.Delay(700);
        Assert.False(run.IsCompleted);
        wanted = false;

        Assert.Equal(CheckStatus.Unknown, (await run.WaitAsync(TimeSpan.FromSeconds(10))).Status);
    }

    [Fact]
    public async Task What_hangs_after_a_while_has_not_answered_since_it_was_last_seen_to_get_on()
    {
        using var back = new ManualResetEventSlim();
        var begun = DateTimeOffset.UtcNow;
        var outcome = await RunAsync(new Stub((look, cancellation) =>
        {
            using var touch = Touch.At("/mnt/hs");
            GetOn(look, TimeSpan.FromSeconds(3), cancellation);
            back.Wait(CancellationToken.None);
        })
        { Patience = TimeSpan.FromHours(1) });
        back.Set();

        var since = Assert.Single(outcome.Findings).Observed.Split("no answer since ")[1].Split(';')[0];
        Assert.InRange(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture), begun.AddSeconds(1.5), DateTimeOffset.UtcNow);
    }

    private static TrainerSettings Trainer(string name) => new() { Name = name, Bundle = "/opt/hs", Version = "32.0.3" };

    private Task<CheckOutcome> RunAsync(ICheck check, TrainerSettings trainer) =>
        runner.RunAsync(check, Settings with { Trainers = [trainer] }, trainer, CancellationToken.None);

    [Fact]
    public async Task What_hangs_for_a_trainer_with_another_name_now_is_told_for_that_one()
    {
        using var back = new ManualResetEventSlim();
        var check = new Stub((_, _) =>
        {
            using var touch = Touch.At("/mnt/hs");
            back.Wait(CancellationToken.None);
        });

        Assert.Single((await RunAsync(check, Trainer("a"))).Findings);
        Assert.Single((await RunAsync(check, Trainer("b"))).Findings);
        Assert.Single((await RunAsync(check, Trainer("b"))).Findings);
        Assert.Single((await RunAsync(check, Trainer("a"))).Findings);
        Assert.Equal(2, check.Looks);
        back.Set();
    }

    [Fact]
    public async Task A_trainer_that_has_moved_away_from_what_hangs_is_looked_at()
    {
        using var back = new ManualResetEventSlim();
        var moved = Trainer("a") with { Path = "/data/hs" };
        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => back.Wait(CancellationToken.None)), Trainer("a"))).Status);

        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => { }), Trainer("a"))).Status);
        Assert.Equal(CheckStatus.InSync, (await RunAsync(new Stub((_, _) => { }), moved)).Status);
        back.Set();
    }

    [Fact]
    public async Task A_token_file_that_has_moved_away_from_what_hangs_is_looked_at()
    {
        using var back = new ManualResetEventSlim();
        var moved = Settings with { Application = Settings.Application with { TokenFile = "/etc/token" } };
        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => back.Wait(CancellationToken.None)))).Status);

        Assert.Equal(CheckStatus.Unknown, (await RunAsync(new Stub((_, _) => { }))).Status);
        Assert.Equal(CheckStatus.InSync, (await runner.RunAsync(new Stub((_, _) => { }), moved, null, CancellationToken.None)).Status);
        back.Set();
    }

    private static void GetOn(Look look, TimeSpan time, CancellationToken cancellation)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        look.Follow(() => System.Diagnostics.Stopwatch.GetTimestamp());
        cancellation.WaitHandle.WaitOne(time);
        look.Follow(() => since);
    }

    [Fact]
    public async Task A_check_at_its_deadline_is_told_to_stop()
    {
        using var stopped = new ManualResetEventSlim();
        await RunAsync(new Stub((_, cancellation) =>
        {
            cancellation.WaitHandle.WaitOne();
            stopped.Set();
        }));

        Assert.True(stopped.Wait(TimeSpan.FromSeconds(5)));
    }
}
