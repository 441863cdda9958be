using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.DependencyInjection;

namespace HsTrainerAgent.Tests.Hosting;

public sealed class RepairLoopTests : IAsyncDisposable
{
    private readonly RunningAgent agent = new();
    private readonly FakeCheck storage;
    private readonly FakeCheck labels;
    private volatile string? unseen;
    private volatile bool drifts = true;
    private int repairs;

    public RepairLoopTests()
    {
        storage = new("storage", perTrainer: true, (context, _) =>
        {
            if (drifts)
                context.Look.Found(FakeCheck.Owner.Found("/mnt/hs/trainer_media", "1000:1000", "0:0"));
        });
        labels = new("selinux", perTrainer: true, (context, _) =>
        {
            if (unseen is { } reason)
                context.Look.CouldNotLook(reason);
            else
                context.Look.NotApplicable("no SELinux");
        });
    }

    private async Task StartAsync(string mode, Func<string?> repair)
    {
        await File.WriteAllTextAsync(agent.Settings, RunningAgent.Json(more: $$""", "repair": { "mode": "{{mode}}" } """));
        agent.More = services => services.AddSingleton<RepairOrder>((_, _) =>
        {
            Interlocked.Increment(ref repairs);
            return Task.FromResult(repair());
        });
        await agent.StartAsync(storage, labels, new FakeCheck("trainer", perTrainer: true, (_, _) => { }));
        await agent.UntilTold("opened");
    }

    private string? Heal()
    {
        drifts = false;
        return null;
    }

    private string[] Open => [.. agent.Services.GetRequiredService<LedgerKeeper>().Open.Select(open => open.Finding.Code)];

    [Fact]
    public async Task While_paused_nothing_is_repaired_and_afterwards_it_is()
    {
        var file = new HostPaths(agent.Folder).Pause;
        Pause.Begin(TimeSpan.FromHours(1), "training", "alice", TimeProvider.System).Write(file);
        await StartAsync("auto", Heal);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(0, repairs);

        AtomicFile.Remove(file);

        await agent.UntilTold("cleared");
        Assert.Equal(1, repairs);
    }

    [Fact]
    public async Task What_drifts_is_repaired_once_and_looked_at_again()
    {
        await StartAsync("auto", Heal);

        await agent.UntilTold("cleared");
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        Assert.Equal(1, repairs);
        Assert.Empty(Open);
    }

    [Fact]
    public async Task With_the_mode_report_nothing_is_asked_for_until_the_settings_change()
    {
        await StartAsync("report", Heal);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(0, repairs);

        await File.WriteAllTextAsync(agent.Settings, RunningAgent.Json(more: """, "repair": { "mode": "auto" } """), TestContext.Current.CancellationToken);

        await agent.UntilTold("cleared");
        Assert.Equal(1, repairs);
    }

    [Fact]
    public async Task A_repair_that_fails_is_told_once_with_its_reason_and_not_tried_again_at_once()
    {
        await StartAsync("auto", () => "the file system is read-only");

        await agent.UntilTold("repair-failed");
        for (var looks = 0; looks < 3; looks++)
        {
            agent.Reload();
            await Task.Delay(400, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["32.0.3: the file system is read-only"], agent.Told("repair-failed"));
        Assert.Equal(1, repairs);
    }

    [Fact]
    public async Task What_can_never_be_looked_at_makes_no_failure_of_what_was_healed_and_hides_no_undoing()
    {
        unseen = "/mnt/hs/postgres_trainer32_0 lies on nfs4";
        await StartAsync("auto", Heal);
        for (var times = 1; times <= 3; times++)
        {
            await agent.Until(() => agent.Told("cleared").Count == times);
            drifts = true;
            agent.Reload();
        }

        await agent.Until(() => Open.Contains("trainer.repair-undone"));
        Assert.Equal(3, repairs);
        Assert.Empty(agent.Told("repair-failed"));
    }

    [Theory]
    [InlineData(null, null, 120)]
    [InlineData(10.0, null, 10)]
    [InlineData(3600.0, null, 120)]
    [InlineData(null, 59.9, 59.9)]
    [InlineData(30.0, 59.9, 30)]
    [InlineData(null, -0.1, 0)]
    public void It_rests_no_longer_than_until_the_next_look_is_due(double? wait, double? look, double rest) =>
        Assert.Equal(TimeSpan.FromSeconds(rest), RepairLoop.Rest(Seconds(wait), Seconds(look)));

    private static TimeSpan? Seconds(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    [Fact]
    public async Task Undone_three_times_it_stops_and_says_so_until_an_operator_repairs()
    {
        await StartAsync("auto", Heal);
        for (var times = 1; times <= 3; times++)
        {
            await agent.Until(() => agent.Told("cleared").Count == times);
            drifts = true;
            agent.Reload();
        }

        await agent.Until(() => Open.Contains("trainer.repair-undone"));
        Assert.Equal(3, repairs);
        Assert.Contains(agent.Told("opened"), told => told.StartsWith("32.0.3: storage.media-owner /mnt/hs/trainer_media: undone 3 times, each within 10 min of its repair", StringComparison.Ordinal));
        await agent.Until(() => agent.Status?.State.Contains("trainer.repair-undone 32.0.3", StringComparison.Ordinal) == true);

        Directory.CreateDirectory(agent.In("run/hs-trainer"));
        await File.WriteAllTextAsync(agent.In("run/hs-trainer/32.0.3.repair"), "2026-11-22T16:00:00Z\n\n", TestContext.Current.CancellationToken);
        agent.Reload();

        await agent.Until(() => repairs == 4);
        await agent.Until(() => Open.Length == 0);
    }

    [Fact]
    public async Task Undone_before_it_could_be_looked_at_counts_like_any_other_and_is_no_failure()
    {
        await StartAsync("auto", () => null);

        await agent.Until(() => Open.Contains("trainer.repair-undone"));

        Assert.Equal(3, repairs);
        Assert.Empty(agent.Told("repair-failed"));
    }

    public ValueTask DisposeAsync() => agent.DisposeAsync();
}
