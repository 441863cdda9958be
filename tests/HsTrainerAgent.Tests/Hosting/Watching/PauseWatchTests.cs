using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.DependencyInjection;

namespace HsTrainerAgent.Tests.Hosting.Watching;

public sealed class PauseWatchTests : IAsyncDisposable
{
    private readonly RunningAgent agent = new();

    public ValueTask DisposeAsync() => agent.DisposeAsync();

    private string File => new HostPaths(agent.Folder).Pause;

    private void Pause(double seconds) => HsTrainerAgent.Applying.Pause.Begin(TimeSpan.FromSeconds(seconds), "training", "alice", TimeProvider.System).Write(File);

    private async Task StartAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await agent.StartAsync(new FakeCheck("trainer", perTrainer: true, (_, _) => { }));
        await agent.Until(() => agent.Current.Now.Settings is not null);
        // The folder is followed by then.
        await Task.Delay(500, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_pause_and_its_end_by_hand_are_seen_at_once_told_and_wake_the_trainers()
    {
        await StartAsync();
        var began = Stopwatch.GetTimestamp();
        Pause(3600);
        await agent.UntilTold("paused");
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(13), "the poll saw it, and no hint");
        await agent.Until(() => agent.Status is { Pause: { By: "alice", Reason: "training", Until: not null } });
        Assert.Matches("^paused until .*Z by alice: training", agent.Status!.State);

        var nudged = agent.Services.GetRequiredService<Nudges>().NextAsync("32.0.3");
        AtomicFile.Remove(File);
        await nudged.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await agent.UntilTold("resumed");
        Assert.Equal(["the pause by alice was ended"], agent.Told("resumed"));
        await agent.Until(() => agent.Status is { Pause: null });
    }

    [Fact]
    public async Task A_pause_that_was_there_before_the_daemon_is_told_and_its_end_by_itself_too()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        // So long that it still lasts when a busy machine has started the daemon.
        Pause(8);
        await StartAsync();
        await agent.UntilTold("paused");
        await agent.UntilTold("resumed");
        Assert.Equal((1, "the pause by alice is over"), (agent.Told("paused").Count, Assert.Single(agent.Told("resumed"))));
    }

    [Fact]
    public async Task A_damaged_pause_file_is_told()
    {
        await StartAsync();
        Pause(3600);
        await agent.UntilTold("paused");
        await System.IO.File.WriteAllTextAsync(File, "{ half", TestContext.Current.CancellationToken);
        await agent.UntilTold("pause-unclear");
        await agent.Until(() => agent.Status?.Pause is { Until: null } pause && pause.Reason.Contains("is damaged"));
        System.IO.File.Delete(File);
        await agent.UntilTold("resumed");
    }
}
