using System.Diagnostics;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>A trainer host, a stand-in application and the real agent as a process: what the tests of whole histories stand on.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Token = "187d88d6s63929cd0ad98";
    public const string Name = TrainerHost.Version;

    /// <summary>For a run that is on its way for as long as the test wants.</summary>
    public const string UntilGo = "until [ -e go ]; do sleep 0.05; done";

    private readonly List<RunningAgent> agents = [];

    private Bench(StandInApplication application) => Application = application;

    public TrainerHost Host { get; } = new();

    public StandInApplication Application { get; }

    public int Runs => Host.Runs.Count;

    public AppliedRecord? Record => AppliedRecord.Read(Host.Paths.AppliedRecord(Name));

    public TrainerRun? Run => TrainerRun.Read(Host.Paths.Run(Name));

    /// <summary>True once two run.sh, or what they left, were alive at the same time.</summary>
    public bool Overlapped => File.Exists(Host.In("overlap"));

    public static async Task<Bench> CreateAsync(string script = "exit 0")
    {
        var bench = new Bench(await StandInApplication.StartAsync(null, Token, "second-token", "third-token"));
        bench.Application.Version = TrainerHost.Version;
        bench.Script(script);
        return bench;
    }

    /// <summary>The script holds a lock that its children inherit, so that a second one alive at the same time shows.</summary>
    public void Script(string body) =>
        Host.WriteScript($"cd {ShellText.Quote(Host.Root)}; exec 9>alive; flock -n 9 || echo $$ >> overlap\n{body}");

    /// <summary>Lets every <see cref="UntilGo"/> pass.</summary>
    public void Go() => File.WriteAllText(Host.In("go"), "");

    public void Save(string token = Token, string revision = "", string settle = "0s", string more = "") => Host.WriteSettings(Json(token, revision, settle, more));

    public string Json(string token = Token, string revision = "", string settle = "0s", string more = "") => $$"""
        {
          "application": { "url": "{{Application.Url}}", "token": "{{token}}", "revision": "{{revision}}" },
          "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ],
          "schedules": { "storage": "1h", "selinux": "1h", "api": "1s", "trainer": "1s", "host": "1h" },
          "apply": { "settle": "{{settle}}"{{more}} }
        }
        """;

    public RunningAgent Start()
    {
        var agent = new RunningAgent(Host);
        agents.Add(agent);
        return agent;
    }

    /// <summary>Ends it as systemd does, and cleanly; gives the time that it took.</summary>
    public static async Task<TimeSpan> StopAsync(RunningAgent agent)
    {
        var asked = Stopwatch.GetTimestamp();
        agent.Signal(Libc.SIGTERM);
        await agent.ExitedAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, agent.ExitCode);
        return Stopwatch.GetElapsedTime(asked);
    }

    public Task<(int ExitCode, string Output)> VerbAsync(params string[] arguments) => RunningAgent.RunAsync(Host, arguments);

    public async Task Until(Func<bool> holds, string what, int seconds = 60)
    {
        for (var since = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(seconds), $"{what} did not come about:\n{string.Join('\n', agents.SelectMany(agent => agent.Lines))}");
    }

    /// <summary>Waits until nothing is left to do, then asserts how often run.sh was started in all.</summary>
    public async Task Ran(int times)
    {
        await Until(() => Runs >= times && Record is not null && Run is { InProgress: false }, $"run {times}");
        await Task.Delay(700);
        Assert.Equal(times, Runs);
        Assert.False(Overlapped, "two run.sh were alive at once");
    }

    /// <summary>The processes of this host's start-trainer.</summary>
    public IEnumerable<int> StartTrainers() =>
        ProcessTable.All().Select(process => process.Pid).Where(pid => CommandLine(pid) is { } line && line.Contains("start-trainer") && line.Contains(Host.Root));

    public static string? CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in agents)
            await agent.DisposeAsync();
        foreach (var pid in StartTrainers())
            _ = Libc.kill(pid, Libc.SIGKILL);
        _ = Run?.Tree().End(TimeSpan.Zero, TimeProvider.System);
        await Application.DisposeAsync();
        Host.Dispose();
    }
}
