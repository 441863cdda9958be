using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Checks;

/// <summary>Runs looks by a clock that stands until a look has come to where it stays, so that no stall of the machine counts.</summary>
public abstract class StandingLooks
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(200);
    private protected static readonly FindingKind Kind = new("stub.kind", Severity.Error, "", "", "", "");
    private protected static readonly AgentSettings Settings = new()
    {
        Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret("s3cret-s3cret") },
        Trainers = [],
    };

    private int staying, asked;

    protected StandingLooks() => Runner = new(new HostPaths("/"), Clock, Deadline);

    protected FakeTimeProvider Clock { get; } = new();

    private protected CheckRunner Runner { get; }

    /// <summary>How often a look was asked whether it gets on.</summary>
    protected int Asked => Volatile.Read(ref asked);

    private protected Task<CheckOutcome> RunAsync(ICheck check) => Runner.RunAsync(check, Settings, null, CancellationToken.None);

    protected void Stay(WaitHandle until)
    {
        Interlocked.Increment(ref staying);
        until.WaitOne();
    }

    /// <summary>Gets on as often as it is asked whether it does, and no more after the last time.</summary>
    private protected void GetOn(Look look, int times = int.MaxValue) => look.Follow(() => Math.Min(Interlocked.Increment(ref asked), times));

    protected async Task BeginAsync(Task run)
    {
        Assert.True(await Patience.UntilAsync(() => run.IsCompleted || Volatile.Read(ref staying) > 0));
        Volatile.Write(ref staying, 0);
    }

    /// <summary>The clock goes on, in steps, as what comes next begins to wait only after the deadline before it.</summary>
    protected async Task PassAsync(Func<bool> until) => Assert.True(await Patience.UntilAsync(() =>
    {
        if (!until())
            Clock.Advance(Deadline);
        return until();
    }));

    private protected async Task<CheckOutcome> LateAsync(Task<CheckOutcome> run)
    {
        await BeginAsync(run);
        await PassAsync(() => run.IsCompleted);
        return await run;
    }

    private protected sealed class Stub(Action<Look, CancellationToken> look) : ICheck
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
}
