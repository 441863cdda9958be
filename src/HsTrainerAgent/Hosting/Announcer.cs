using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting;

/// <summary>Tells that the daemon has started, is ready and stops.</summary>
internal sealed class Announcer(RunOptions options, CheckRounds rounds, Teller teller) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        teller.Tell(EventKind.AgentStarted, $"hs-trainer-agent {ThisBuild.Version}, process {Environment.ProcessId}, settings {options.SettingsFile}"
            + (options.Host.IsRunningHost ? "" : $", root {options.Host.Root}"));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        teller.Tell(EventKind.AgentReady, "following the settings; checks: " + string.Join(", ", rounds.Names));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        teller.Tell(EventKind.AgentStopping, "asked to stop");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
