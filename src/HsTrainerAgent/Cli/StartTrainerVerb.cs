using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary><c>start-trainer NAME</c>: what the trainer's unit runs, or the agent itself where systemd is not PID 1.</summary>
internal static class StartTrainerVerb
{
    public const string Name = "start-trainer";

    /// <summary>For reading the settings, which may lie on a file system that hangs; the unit itself has no limit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Files that are written all the time do not keep a trainer from being started.</summary>
    private static readonly TimeSpan Restlessness = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The trainer's name in the settings" };
        var expected = new Option<string?>("--expect") { Description = "Refuse when the settings have another fingerprint than this" };
        var verb = new Command(Name, "Run the vendor's run.sh trainer with the settings as they are now, and watch over it (used by hs-trainer@NAME.service)") { name, expected };
        verb.Hidden = true;
        verb.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(name)!, parsed.GetValue(expected)));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string name, string? expected)
    {
        if (!SystemLibraries.HasOpenSsl())
            return ExitCode.Refused;
        // What an earlier one said of itself must not be taken for this one's.
        ForgetRefusal(parsed.Host().Refusal(name));
        // What the agent itself starts names the settings that it wants.
        var reading = Task.Run(() => expected is null ? SettledAsync(parsed, name) : Task.FromResult(TrainerChoice.Read(parsed, [name])));
        if (await Task.WhenAny(reading, Task.Delay(Patience)).ConfigureAwait(false) != reading)
            return Refusal.Say($"{parsed.SettingsFile()}, or a file it names, does not answer within {Patience.TotalMinutes} min");
        if (await reading.ConfigureAwait(false) is not { } choice)
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
        var manager = new SystemdNotifier();
        Tell(manager, "STATUS=run.sh is on its way");
        try
        {
            return await new StartTrainer(
                parsed.Host(), parsed.SettingsFile(), choice.Settings, choice.Trainers[0], log, TimeProvider.System, TrainerScript.Grace)
            {
                Expected = expected,
                OwnsProcess = true,
                OnApplied = () => Tell(manager, "READY=1", "STATUS=applied"),
            }.RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refusal.Say(fault.Message);
        }
    }

    // Its unit is started for settings that have settled; somebody may be at newer ones by now.
    private static async Task<TrainerChoice?> SettledAsync(ParseResult parsed, string name)
    {
        var (host, file, clock) = (parsed.Host(), parsed.SettingsFile(), TimeProvider.System);
        for (var since = clock.GetTimestamp(); ;)
        {
            // Invalid ones that are new are being written, as far as anybody can tell.
            var settings = SettingsFile.Read(file, host).Settings;
            var patience = Restlessness - clock.GetElapsedTime(since);
            if (patience <= TimeSpan.Zero || SettledFiles.Left(settings, host, file, clock.GetUtcNow()) is not { } left)
                return TrainerChoice.Read(parsed, [name]);
            await Task.Delay(left < patience ? left : patience).ConfigureAwait(false);
        }
    }

    // See sd_notify(3); without a manager to tell, nothing is told.
    private static void Tell(SystemdNotifier manager, params string[] states)
    {
        for (var tries = 5; tries > 0; tries--)
        {
            try
            {
                manager.Notify(new ServiceState(string.Join('\n', states)));
                return;
            }
            catch (SocketException)
            {
                // A manager that does not listen just now is no reason to end a trainer.
                Task.Delay(TimeSpan.FromMilliseconds(200)).Wait();
            }
        }
    }

    private static void ForgetRefusal(string path)
    {
        try
        {
            AtomicFile.Remove(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not even the old one can be told then.
        }
    }
}
