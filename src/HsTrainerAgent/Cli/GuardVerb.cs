using System.CommandLine;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary><c>guard NAME</c>: asks the operator's guard and leaves its answer; what the guard's unit runs, or the agent itself where systemd is not PID 1.</summary>
internal static class GuardVerb
{
    /// <summary>For reading the settings, which may lie on a file system that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int Stopped = 143;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The trainer's name in the settings" };
        var verb = new Command(GuardRun.Verb, "Ask apply.guard whether the trainer may be run again (used by hs-trainer-agent-guard@NAME.service)") { name };
        verb.Hidden = true;
        verb.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(name)!, cancellation));
        return verb;
    }

    // Exit code 0: it was asked, whatever it answered. A guard that says no is no unit that failed.
    private static async Task<int> RunAsync(ParseResult parsed, string name, CancellationToken cancellation)
    {
        if (!SystemLibraries.HasOpenSsl())
            return ExitCode.Refused;
        var reading = Task.Run(() => TrainerChoice.Read(parsed, [name]), CancellationToken.None);
        if (await Task.WhenAny(reading, Task.Delay(Patience, cancellation)).ConfigureAwait(false) != reading)
            return cancellation.IsCancellationRequested ? Stopped : Refusal.Say($"{parsed.SettingsFile()}, or a file it names, does not answer within {Patience.TotalSeconds} s");
        if (await reading.ConfigureAwait(false) is not { } choice)
            return ExitCode.Refused;
        try
        {
            var reason = await ReasonAsync(parsed, choice, cancellation).ConfigureAwait(false);
            var answer = await new GuardRun(
                parsed.Host(), parsed.SettingsFile(), choice.Settings, choice.Trainers[0], reason, TimeProvider.System, ownsProcess: true).AskAsync(cancellation).ConfigureAwait(false);
            answer.Write(parsed.Host().GuardAnswer(name));
            // Elsewhere whoever asked tells it.
            if (Journal.IsOwnOutput)
                Console.Out.WriteLine($"{name}: {(answer.No is { } no ? "held: " + no : "may be run again")}");
            return ExitCode.Good;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Stopped;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refusal.Say(fault.Message);
        }
    }

    // Found out here and not handed over: the broker's line has no room for it, and needs none for what the daemon may not decide.
    private static async Task<ApplyReason?> ReasonAsync(ParseResult parsed, TrainerChoice choice, CancellationToken cancellation)
    {
        using var bus = Composition.Bus(parsed.Host(), parsed.SettingsFile(), TimeProvider.System);
        var applier = Composition.Applier(
            parsed.Host(), parsed.SettingsFile(), bus, new OwnStarts(), null, TimeProvider.System, told => Console.Out.WriteLine($"{told.Trainer}: {told.Message}"));
        try
        {
            var plan = await applier.PlanAsync(choice.Settings, choice.Trainers[0], PlanAsk.Operator, cancellation).WaitAsync(Patience, cancellation).ConfigureAwait(false);
            return plan is ApplyPlan.Apply(var reason) ? reason : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return null;
        }
    }
}
