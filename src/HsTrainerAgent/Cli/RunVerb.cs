using System.CommandLine;
using HsTrainerAgent.Hosting;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Cli;

/// <summary><c>run</c>: the daemon, until SIGTERM or SIGINT; exit 0 then, 3 when another one already runs here.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var command = new Command("run", "Run the daemon: checks on schedules, and applies changed connection settings, until SIGTERM.");
        command.SetAction((parsed, cancellation) => RunAsync(new RunOptions(parsed.Host(), Path.GetFullPath(parsed.SettingsFile()))));
        return command;
    }

    public static async Task<int> RunAsync(RunOptions options)
    {
        var path = options.Host.DaemonLock;
        FileLock? alone;
        try
        {
            alone = FileLock.TryTake(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(refused.Message);
        }
        if (alone is null)
            return await RefuseAsync($"another agent{(FileLock.HolderOf(path) is { } pid ? $" (pid {pid})" : "")} already runs here");
        using (alone)
        {
            using var host = AgentHost.Create(options);
            var services = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await host.RunAsync();
            // One that failed has stopped the host, which ends as if it had been asked to; systemd must see a failure.
            await (services.Select(service => service.ExecuteTask).FirstOrDefault(task => task is { IsFaulted: true }) ?? Task.CompletedTask);
        }
        return ExitCode.Good;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync("hs-trainer-agent: " + why);
        return ExitCode.Refused;
    }
}
