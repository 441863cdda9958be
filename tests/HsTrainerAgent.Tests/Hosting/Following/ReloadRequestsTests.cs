using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;

namespace HsTrainerAgent.Tests.Hosting.Following;

/// <summary>A reload is answered to systemd whatever becomes of the settings.</summary>
public sealed class ReloadRequestsTests : ISystemdNotifier
{
    private readonly ConcurrentQueue<string> heard = new();
    private Action? onAnswer;

    bool ISystemdNotifier.IsEnabled => true;

    void ISystemdNotifier.Notify(ServiceState state)
    {
        if (state.ToString() == "READY=1")
            Interlocked.Exchange(ref onAnswer, null)?.Invoke();
        heard.Enqueue(state.ToString());
    }

    private List<string> Answers => [.. heard.Select(said => said.Split('\n')[0]).Where(said => said is "READY=1" or "RELOADING=1")];

    [Fact]
    public async Task Many_requests_at_once_end_with_an_answer_to_the_last()
    {
        await using var agent = await Listening().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        for (var request = 0; request < 20; request++)
        {
            agent.Reload();
            await Task.Delay(request * 3);
        }
        await agent.Until(() => Answers.Count > 20 && Answers[^1] == "READY=1");
        await Task.Delay(1000);
        Assert.Equal((20, "READY=1"), (Answers.Count(said => said == "RELOADING=1"), Answers[^1]));
    }

    [Fact]
    public async Task A_request_that_comes_while_another_is_answered_is_not_ended_by_that_answer()
    {
        await using var agent = await Listening().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        var second = Task.CompletedTask;
        onAnswer = () =>
        {
            second = Task.Run(agent.Reload);
            second.Wait(TimeSpan.FromSeconds(0.5));
        };
        agent.Reload();
        await agent.Until(() => Answers.Count == 4);
        await second;
        Assert.Equal(["RELOADING=1", "READY=1", "RELOADING=1", "READY=1"], Answers);
    }

    [Fact]
    public async Task A_settings_file_that_hangs_is_answered_for_after_the_deadline_with_a_state_that_says_so()
    {
        await using var agent = Listening();
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        using var hanging = new HangingFolder(agent.In("etc"));
        agent.Reload();
        await agent.Until(() => Answers.Contains("READY=1"));
        Assert.Contains(heard, said => said.StartsWith("STATUS=settings cannot be looked at: ", StringComparison.Ordinal));
        Assert.Contains($"{agent.Settings} has not answered since 20", agent.Status!.Settings.Reason);
        Assert.Equal(3, agent.Status.ExitCode);
    }

    private RunningAgent Listening() => new() { More = services => services.AddSingleton<ISystemdNotifier>(this) };
}
