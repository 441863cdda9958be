using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Tests.Hosting;

/// <summary>A check that does what the test says and counts its looks.</summary>
internal sealed class FakeCheck(string name, bool perTrainer, Action<CheckContext, CancellationToken> look) : ICheck
{
    public static readonly FindingKind Owner = new("storage.media-owner", Severity.Error, "Wrong owner", "chown 1000:1000 {subject}", "", "");

    private int looks;

    public int Looks => Volatile.Read(ref looks);

    public string Name => name;

    public bool PerTrainer => perTrainer;

    public TimeSpan Patience { get; init; }

    public IReadOnlyList<FindingKind> Kinds => [Owner];

    public Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        Interlocked.Increment(ref looks);
        look(context, cancellation);
        return Task.CompletedTask;
    }
}
