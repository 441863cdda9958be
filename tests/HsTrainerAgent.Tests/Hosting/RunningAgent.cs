using System.Collections.Concurrent;
using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace HsTrainerAgent.Tests.Hosting;

/// <summary>The real daemon in this process, on files of its own, with what it tells gathered.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    public const string Token = "s3cr3t-tok3n-of-the-tests";

    private readonly Heard heard = new();
    private IHost? host;
    private long lastChange;

    public string Folder { get; } = Directory.CreateTempSubdirectory("agent-").FullName;

    public string Settings => In("etc/agent.json");

    public string TokenFile => In("etc/token");

    public string CaFile => In("tls/ca.pem");

    /// <summary>Set before the start: how often systemd is said to want a sign of life.</summary>
    public TimeSpan? Watchdog { get; set; }

    /// <summary>Set before the start, short where a look is to hang: the daemon's own is so long that no busy machine makes a look one that hangs.</summary>
    public TimeSpan CheckDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Set before the start: what the test puts into the daemon instead of its own.</summary>
    public Action<IServiceCollection>? More { get; set; }

    public IServiceProvider Services => host!.Services;

    public StatusReport? Status => StatusFile.Read(new HostPaths(Folder).Status, out _);

    public void Reload() => host!.Services.GetRequiredService<SettingsFollower>().Reload();

    public CurrentSettings Current => host!.Services.GetRequiredService<CurrentSettings>();

    public Outcomes Outcomes => host!.Services.GetRequiredService<Outcomes>();

    public RunningAgent()
    {
        Directory.CreateDirectory(In("etc"));
        Directory.CreateDirectory(In("tls"));
        File.WriteAllText(TokenFile, Token + "\n");
        File.WriteAllText(CaFile, "ca 1");
        File.WriteAllText(Settings, Json());
    }

    /// <summary>Valid settings with a settle time of 1 s.</summary>
    public static string Json(string url = "https://a.internal", string settle = "1s", string more = "") =>
        $$"""
        { "application": { "url": "{{url}}", "tokenFile": "/etc/token", "tls": { "caFile": "/tls/ca.pem" } },
          "trainers": [ { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" } ],
          "apply": { "settle": "{{settle}}" }{{more}} }
        """;

    public string In(string path) => Path.Combine(Folder, path);

    public async Task<RunningAgent> StartAsync(params ICheck[] checks)
    {
        host = AgentHost.Create(new RunOptions(new HostPaths(Folder), Settings) { CheckDeadline = CheckDeadline, Watchdog = Watchdog, RepairSettle = TimeSpan.FromSeconds(0.3) }, services =>
        {
            // The test's own checks alone, and nothing that starts a run.sh.
            services.RemoveAll<ICheck>();
            services.Remove(services.Single(service => service.ImplementationType == typeof(ApplyLoop)));
            services.AddSingleton<ILogger>(new LoggerConfiguration().WriteTo.Sink(heard).CreateLogger());
            foreach (var check in checks)
                services.AddSingleton(check);
            More?.Invoke(services);
        });
        await host.StartAsync();
        return this;
    }

    /// <summary>Ends the daemon and starts another one on the same files.</summary>
    public async Task RestartAsync(params ICheck[] checks)
    {
        await StopAsync();
        await ((IAsyncDisposable)host!).DisposeAsync();
        await StartAsync(checks);
    }

    public async Task<TimeSpan> StopAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        await host!.StopAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Said by a save right before the last of its changes.</summary>
    public void ChangesLast() => lastChange = Stopwatch.GetTimestamp();

    /// <returns>From the end of the save to the swap. Makes sure that the last change had settled by then and, a little later, that there was one swap only, and no errors.</returns>
    public async Task<TimeSpan> SaveAsync(Action save)
    {
        var settle = Current.Now.Settings!.Apply.Settle;
        ChangesLast();
        save();
        var saved = Stopwatch.GetTimestamp();
        await Until(() => Current.Now.Epoch > 1);
        var latency = Stopwatch.GetElapsedTime(saved);
        TestContext.Current.TestOutputHelper?.WriteLine($"saved to swapped: {latency.TotalMilliseconds:0} ms");
        // From before the change: who saves may be held up behind it.
        Assert.True(Stopwatch.GetElapsedTime(lastChange) >= settle, "swapped before it had settled");
        await Task.Delay(settle + TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, Current.Now.Epoch);
        Assert.Empty(Told("settings-invalid"));
        return latency;
    }

    /// <summary>The messages of an event, in order; of all events for null.</summary>
    public IReadOnlyList<string> Told(string? name = null) => [.. heard.Events.Where(told => name is null || Text(told, "HS_EVENT") == name).Select(told => told.RenderMessage())];

    public IReadOnlyList<LogEvent> Events => [.. heard.Events];

    public async Task Until(Func<bool> condition) => Assert.True(await Patience.UntilAsync(condition), $"not within {Patience.Whole}; told:\n" + string.Join('\n', Told()));

    public Task UntilTold(string name, int times = 1) => Until(() => Told(name).Count >= times);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (host is IAsyncDisposable running)
            {
                await host.StopAsync();
                await running.DisposeAsync();
            }
        }
        finally
        {
            TemporaryFolder.Delete(Folder);
        }
    }

    private static string? Text(LogEvent told, string property) => told.Properties.TryGetValue(property, out var value) ? (value as ScalarValue)?.Value as string : null;

    private sealed class Heard : ILogEventSink
    {
        public ConcurrentQueue<LogEvent> Events { get; } = new();

        public void Emit(LogEvent logEvent) => Events.Enqueue(logEvent);
    }
}
