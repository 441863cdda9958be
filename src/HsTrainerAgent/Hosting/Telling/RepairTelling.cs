using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;
using Serilog;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Tells what was done about a drift: an entry a step, with before and after.</summary>
internal static class RepairTelling
{
    /// <summary>For a verb that tells the journal besides what it prints; silent where there is no journal.</summary>
    public static Teller ToJournal(AgentSettings settings, TimeProvider clock)
    {
        var current = new CurrentSettings();
        current.Swap(settings);
        var scrubber = new Scrubber(current);
        var log = new LoggerConfiguration();
        if (Journal.IsThere)
            log = log.WriteTo.Sink(new JournalSink(scrubber, new LoggerConfiguration().CreateLogger()));
        return new Teller(log.CreateLogger(), scrubber, clock);
    }

    public static void Tell(this Teller teller, string trainer, Finding healed, RepairStep step, StepResult result) =>
        teller.Tell(result.Done ? EventKind.Repaired : EventKind.RepairFailed, $"{step.Path}: {result.Text}; {step.Command}",
            (Field.Check, healed.Code[..healed.Code.IndexOf('.')]), (Field.Code, healed.Code), (Field.Trainer, trainer), (Field.Subject, healed.Subject),
            (Field.Desired, healed.Desired), (Field.Observed, healed.Observed), (Field.Fix, step.Command));
}
