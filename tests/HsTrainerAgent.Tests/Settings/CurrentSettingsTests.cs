using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class CurrentSettingsTests
{
    private readonly AgentSettings settings = SettingsSample.ReadText(SettingsSample.With("")).Settings!;

    [Fact]
    public async Task Who_waits_for_a_change_is_told_of_the_swap()
    {
        var current = new CurrentSettings();
        var waiting = current.ChangedAsync(current.Now.Epoch, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        current.Swap(settings);

        Assert.Same(settings, (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Settings);
        Assert.Equal(current.Now, await waiting);
    }

    [Fact]
    public async Task Who_comes_late_need_not_wait()
    {
        var current = new CurrentSettings();
        current.Swap(settings);
        current.Swap(settings with { Claims = false });

        var now = await current.ChangedAsync(0, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.False(now.Settings!.Claims);
        Assert.Equal(2, now.Epoch);
    }
}
