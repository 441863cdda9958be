using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks;

/// <summary>What an operator reads of a file system that does not answer, and that nothing piles up behind it.</summary>
public sealed class NotAnsweringTests : IDisposable
{
    private static readonly AgentSettings Settings = new()
    {
        Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret("s3cret-s3cret") },
        Trainers = [],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hanging-").FullName;
    private readonly CheckRunner runner = new(new HostPaths("/"), TimeProvider.System, TimeSpan.FromSeconds(3));

    /// <summary>Each look has a thread of its own.</summary>
    private int looks, back;

    private Task<CheckOutcome> RunAsync(string check) => runner.RunAsync(new Toucher(check, () =>
    {
        Interlocked.Increment(ref looks);
        _ = Inode.Of(folder, out _);
        Interlocked.Increment(ref back);
    }), Settings, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_path_is_one_finding_with_its_mount_and_since_when_which_opens_once_and_clears_when_it_answers()
    {
        var hanging = new HangingFolder(folder);
        var ledger = new FindingLedger(TimeProvider.System);
        var both = await Task.WhenAll(RunAsync("storage"), RunAsync("trainer"));

        var finding = Assert.Single(both.SelectMany(outcome => outcome.Findings));
        Assert.Equal(("host.not-answering", folder, "answers"), (finding.Code, finding.Subject, finding.Desired));
        Assert.Matches($@"^no answer since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ; fuse\.hang \(hang\) mounted at {folder}$", finding.Observed);
        Assert.Contains($"umount -f {folder}", finding.Fix);
        Assert.All(both, outcome => Assert.Equal($"no answer within 3 s at {folder}", outcome.Reason));
        var told = both.SelectMany(outcome => ledger.Enter(outcome)).ToList();

        // As many rounds as an hour has minutes, of two checks.
        for (var round = 0; round < 60; round++)
        {
            foreach (var outcome in await Task.WhenAll(RunAsync("storage"), RunAsync("trainer")))
            {
                Assert.All(outcome.Findings, still => Assert.Equal(finding.Observed, still.Observed));
                told.AddRange(ledger.Enter(outcome));
            }
        }
        Assert.Equal(2, looks);
        Assert.Single(told, one => one.Kind == LedgerEventKind.Opened);
        Assert.DoesNotContain(told, one => one.Kind == LedgerEventKind.Cleared);

        hanging.Dispose();
        // While one of them still hangs, it tells what the other has told.
        Assert.True(await Patience.UntilAsync(() => Volatile.Read(ref back) == 2));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var begun = Stopwatch.GetTimestamp();
        while (!told.Any(one => one.Kind == LedgerEventKind.Cleared))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience.Whole, "never cleared");
            foreach (var outcome in await Task.WhenAll(RunAsync("storage"), RunAsync("trainer")))
                told.AddRange(ledger.Enter(outcome));
        }
        Assert.Single(told, one => one is { Kind: LedgerEventKind.Opened, Finding.Code: "host.not-answering" });
    }

    [Fact]
    public void A_named_file_gives_no_answer_within_seconds_and_then_at_once()
    {
        using var hanging = new HangingFolder(folder);
        var begun = Stopwatch.GetTimestamp();
        var first = NamedFile.Read(folder + "/ca.pem", 1000);
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 3, 30);
        begun = Stopwatch.GetTimestamp();

        for (var i = 0; i < 100; i++)
            Assert.Equal(first.Wrong, NamedFile.Read(folder + "/ca.pem", 1000).Wrong);

        Assert.Matches(@"^has not answered since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ$", first.Wrong);
        Assert.True(Stopwatch.GetElapsedTime(begun) < Patience.Whole);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Toucher(string name, Action look) : ICheck
    {
        public string Name => name;

        public bool PerTrainer => false;

        public IReadOnlyList<FindingKind> Kinds => [];

        public Task LookAsync(CheckContext context, CancellationToken cancellation)
        {
            look();
            return Task.CompletedTask;
        }
    }
}
