using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using NSubstitute;

namespace HsTrainerAgent.Tests.Hosting;

public sealed class ApplyLoopTests : IDisposable
{
    private readonly TrainerHost host = new();
    private readonly CurrentSettings current = new();
    private readonly Nudges nudges = new();
    private readonly ITrainerUnits units = Substitute.For<ITrainerUnits>();
    private readonly ApplyLoop loop;
    private int runs;

    public ApplyLoopTests()
    {
        var clock = TimeProvider.System;
        units.RunsAs.Returns(Libc.geteuid());
        var healthy = new CheckOutcome("api", null, CheckStatus.InSync, [], null, TimeSpan.Zero, null);
        var applier = new Applier(host.Paths, host.SettingsFile, units, new Preflight((_, _) => Task.FromResult(healthy)), clock, _ => { });
        loop = new ApplyLoop(current, applier, new ApplyProgress(), new ApplyStates(clock), new CheckRounds([], null!, current, null!, null!, clock), nudges, clock);
    }

    public void Dispose()
    {
        loop.Dispose();
        host.Dispose();
    }

    private void Save(string token)
    {
        host.WriteSettings($$"""{ "application": { "url": "https://abcd123.internal", "token": "{{token}}" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] }""");
        current.Swap(SettingsFile.Read(host.SettingsFile, host.Paths).Settings!);
    }

    /// <summary>So often and, for a while, no more often.</summary>
    private async Task IsTried(int times)
    {
        for (var tenths = 0; tenths < 300 && Volatile.Read(ref runs) < times; tenths++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(times, Volatile.Read(ref runs));
    }

    [Fact]
    public async Task A_start_that_was_refused_is_not_tried_again_for_the_news_of_its_own_unit()
    {
        // As a unit that process 1 started and that ended at once: its folder is read-only.
        units.RunAsync(default!, default!, default, default).ReturnsForAnyArgs(_ =>
        {
            Interlocked.Increment(ref runs);
            nudges.Nudge("32.0.3");
            return new RunResult(null, "the run's state cannot be kept, so run.sh was not started: read-only file system", Refused: true);
        });
        Save("one");
        await loop.StartAsync(TestContext.Current.CancellationToken);
        await IsTried(1);

        // Other settings are another matter.
        Save("two");
        await IsTried(2);
        await loop.StopAsync(CancellationToken.None);
    }
}
