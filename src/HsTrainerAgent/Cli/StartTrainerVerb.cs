using System.CommandLine;
using System.Runtime.InteropServices;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>start-trainer NAME</c>: what the trainer's unit runs, or the agent itself where systemd is not PID 1.</summary>
internal static class StartTrainerVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The trainer's name in the settings" };
        var verb = new Command("start-trainer", "Run the vendor's run.sh trainer with the settings as they are now, and watch over it (used by hs-trainer@NAME.service)") { name };
        verb.Hidden = true;
        verb.SetAction((parsed, _) => RunAsync(parsed.Host(), parsed.SettingsFile(), parsed.GetValue(name)!));
        return verb;
    }

    private static async Task<int> RunAsync(HostPaths host, string settingsFile, string name)
    {
        var reading = SettingsFile.Read(settingsFile, host);
        if (reading.Settings is not { } settings)
            return await RefuseAsync([.. reading.Errors.Select(error => error.ToString())]).ConfigureAwait(false);
        if (settings.Trainers.FirstOrDefault(trainer => trainer.Name == name) is not { } trainer)
            return await RefuseAsync($"{settingsFile}: there is no trainer named '{name}'; the settings have: {string.Join(", ", settings.Trainers.Select(one => one.Name))}").ConfigureAwait(false);

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        // A terminal or an agent that goes away is no reason to end a trainer.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        // Under its unit the journal says whose line it is.
        var log = Environment.GetEnvironmentVariable("INVOCATION_ID") is null ? new PrefixedLines(Console.Out, $"hs-trainer@{name}: ") : Console.Out;
        try
        {
            return await new StartTrainer(host, settingsFile, settings, trainer, log, TimeProvider.System, TrainerScript.Grace).RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 143;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(fault.Message).ConfigureAwait(false);
        }
    }

    private static async Task<int> RefuseAsync(params string[] lines)
    {
        foreach (var line in lines)
            await Console.Error.WriteLineAsync("hs-trainer-agent: " + line).ConfigureAwait(false);
        return ExitCode.Refused;
    }
}
