namespace HsTrainerAgent.Tests.Hosting.Following;

/// <summary>However an editor or a configuration tool saves, the change counts once, after it has settled.</summary>
public sealed class SavingTests
{
    // Longer than any of the saves rests, also when the machine stands still meanwhile.
    private const string Settle = "2s";

    private static readonly Dictionary<string, Action<RunningAgent>> Ways = new()
    {
        ["in place"] = agent => File.WriteAllText(agent.Settings, New),
        ["in place, slowly, in several writes"] = agent =>
        {
            using var file = new StreamWriter(File.Create(agent.Settings)) { AutoFlush = true };
            foreach (var part in New.Chunk(80))
            {
                Thread.Sleep(400);
                agent.ChangesLast();
                file.Write(part);
            }
        },
        ["renamed over"] = agent => RenameOver(agent, New),
        ["moved away and written anew, as vim does"] = agent =>
        {
            File.Move(agent.Settings, agent.Settings + "~");
            Thread.Sleep(100);
            agent.ChangesLast();
            File.WriteAllText(agent.Settings, New);
            File.Delete(agent.Settings + "~");
        },
        ["deleted and created"] = agent =>
        {
            File.Delete(agent.Settings);
            Thread.Sleep(300);
            agent.ChangesLast();
            File.WriteAllText(agent.Settings, New);
        },
        ["folder deleted and created"] = agent =>
        {
            Directory.Delete(agent.In("etc"), true);
            Thread.Sleep(300);
            Directory.CreateDirectory(agent.In("etc"));
            File.WriteAllText(agent.TokenFile, RunningAgent.Token);
            agent.ChangesLast();
            File.WriteAllText(agent.Settings, New);
        },
        ["folder moved away and created"] = agent =>
        {
            Directory.Move(agent.In("etc"), agent.In("etc.old"));
            Thread.Sleep(300);
            Directory.CreateDirectory(agent.In("etc"));
            File.WriteAllText(agent.TokenFile, RunningAgent.Token);
            agent.ChangesLast();
            File.WriteAllText(agent.Settings, New);
        },
        ["touched only by rsync's times"] = agent =>
        {
            var before = File.GetLastWriteTimeUtc(agent.Settings);
            File.WriteAllText(agent.Settings, New);
            File.SetLastWriteTimeUtc(agent.Settings, before);
        },
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task New_settings_count_once_after_they_settled(string way) =>
        // A folder that was moved away takes its watch along: only the poll finds the new one.
        Promised.WithinAsync(TimeSpan.FromSeconds(way == "folder moved away and created" ? 5 : 3.5), async () =>
        {
            await using var agent = new RunningAgent();
            File.WriteAllText(agent.Settings, RunningAgent.Json(settle: Settle));
            await agent.StartAsync();
            await agent.Until(() => agent.Current.Now.Epoch == 1);
            var latency = await agent.SaveAsync(() => Ways[way](agent));
            Assert.Equal("https://b.internal", agent.Current.Now.Settings!.Application.Url);
            Assert.Contains("changed: application.url", agent.Told("settings-loaded"));
            return latency;
        });

    private static string New => RunningAgent.Json(url: "https://b.internal", settle: Settle);

    private static void RenameOver(RunningAgent agent, string json)
    {
        File.WriteAllText(agent.Settings + ".tmp", json);
        File.Move(agent.Settings + ".tmp", agent.Settings, true);
    }
}
