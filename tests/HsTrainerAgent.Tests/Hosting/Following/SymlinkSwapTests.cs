using System.Diagnostics;

namespace HsTrainerAgent.Tests.Hosting.Following;

public sealed class SymlinkSwapTests
{
    [Fact]
    public async Task A_symlink_swap_counts()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.In("one.json"), RunningAgent.Json());
        File.WriteAllText(agent.In("two.json"), New);
        File.Delete(agent.Settings);
        File.CreateSymbolicLink(agent.Settings, "../one.json");
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        await agent.SaveAsync(() =>
        {
            File.CreateSymbolicLink(agent.Settings + ".new", "../two.json");
            File.Move(agent.Settings + ".new", agent.Settings, true);
        });
        Assert.Equal("https://b.internal", agent.Current.Now.Settings!.Application.Url);
    }

    [Fact]
    public Task The_swap_of_a_folder_symlink_as_kubernetes_does_it_counts() => Promised.WithinAsync(TimeSpan.FromSeconds(2.5), async () =>
    {
        await using var agent = new RunningAgent();
        Directory.CreateDirectory(agent.In("etc/..1"));
        Directory.CreateDirectory(agent.In("etc/..2"));
        File.WriteAllText(agent.In("etc/..1/agent.json"), RunningAgent.Json());
        File.WriteAllText(agent.In("etc/..2/agent.json"), New);
        File.Delete(agent.Settings);
        File.CreateSymbolicLink(agent.In("etc/..data"), "..1");
        File.CreateSymbolicLink(agent.Settings, "..data/agent.json");
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        var latency = await agent.SaveAsync(() =>
        {
            File.CreateSymbolicLink(agent.In("etc/..data_tmp"), "..2");
            // File.Move looks at what a folder's symlink leads to; mv -T is rename(2).
            Process.Start("mv", ["-T", agent.In("etc/..data_tmp"), agent.In("etc/..data")]).WaitForExit();
        });
        Assert.Equal("https://b.internal", agent.Current.Now.Settings!.Application.Url);
        return latency;
    });

    private static string New => RunningAgent.Json(url: "https://b.internal");
}
