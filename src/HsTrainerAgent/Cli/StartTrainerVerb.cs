using System.CommandLine;
using System.Runtime.InteropServices;
using HsTrainerAgent.Applying;

namespace HsTrainerAgent.Cli;

/// <summary><c>start-trainer NAME</c>: what the trainer's unit runs, or the agent itself where systemd is not PID 1.</summary>
internal static class StartTrainerVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The trainer's name in the settings" };
        var expected = new Option<string?>("--expect") { Description = "Refuse when the settings have another fingerprint than this" };
        var verb = new Command("start-trainer", "Run the vendor's run.sh trainer with the settings as they are now, and watch over it (used by hs-trainer@NAME.service)") { name, expected };
        verb.Hidden = true;
        verb.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(name)!, parsed.GetValue(expected)));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string name, string? expected)
    {
        if (TrainerChoice.Read(parsed, [name]) is not { } choice)
            return ExitCode.Refused;

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
            return await new StartTrainer(
                parsed.Host(), parsed.SettingsFile(), choice.Settings, choice.Trainers[0], log, TimeProvider.System, TrainerScript.Grace)
            {
                Expected = expected,
                OwnsProcess = true,
            }.RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refusal.Say(fault.Message);
        }
    }
}
