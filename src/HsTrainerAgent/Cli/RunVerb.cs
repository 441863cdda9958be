using System.CommandLine;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Cli;

/// <summary><c>run</c>: the daemon, until SIGTERM or SIGINT.</summary>
internal static class RunVerb
{
    public const string Name = "run";

    private const string Afterword = """
        Signals:
          SIGHUP           read the settings again now, and run all checks
          SIGTERM, SIGINT  stop, within two seconds

        Exit codes:
          0  stopped by a signal
          3  another agent already runs here, or a library of the system is missing

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var verb = new Verb(Name, "Run the daemon: checks on their schedules, and run.sh trainer whenever the connection settings change") { Afterword = Afterword };
        verb.SetAction(async (parsed, _) => !SystemLibraries.AreThere(parsed) ? ExitCode.Refused : await RunAsync(new RunOptions(parsed.Host(), Path.GetFullPath(parsed.SettingsFile()))
        {
            Watchdog = Watchdog.Of(Environment.GetEnvironmentVariable, Environment.ProcessId),
        }));
        return verb;
    }

    private static async Task<int> RunAsync(RunOptions options)
    {
        var path = options.Host.DaemonLock;
        // One that was killed leaves its lock for a moment with a child that it was just starting.
        using var alone = await FileLock.TakeAsync(path, Patience).ConfigureAwait(false);
        if (alone is null)
            return Refusal.Say($"another agent{(FileLock.HolderOf(path) is { } pid ? $" (pid {pid})" : "")} already runs here");
        using var host = AgentHost.Create(options);
        var services = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        var current = host.Services.GetRequiredService<CurrentSettings>();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while it started: its start is given up, which is what was asked.
        }
        LastWords.Token = current.Now.Settings?.Application.Token;
        // One that failed has stopped the host, which ends as if it had been asked to; systemd must see a failure.
        await (services.Select(service => service.ExecuteTask).FirstOrDefault(task => task is { IsFaulted: true }) ?? Task.CompletedTask);
        return ExitCode.Good;
    }
}
