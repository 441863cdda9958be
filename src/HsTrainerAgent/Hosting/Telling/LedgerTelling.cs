using HsTrainerAgent.Checks;
using HsTrainerAgent.Ledger;
using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Puts the ledger's events into sentences.</summary>
internal static class LedgerTelling
{
    public static void Tell(this Teller teller, LedgerEvent told)
    {
        if (told.Finding is { } finding)
            teller.Tell(Kind(told.Kind, finding.Severity), Sentence(told, finding),
                (Field.Check, told.Check), (Field.Code, finding.Code), (Field.Trainer, told.Trainer), (Field.Subject, finding.Subject),
                (Field.Desired, finding.Desired), (Field.Observed, finding.Observed), (Field.Fix, told.Kind == LedgerEventKind.Cleared ? null : finding.Fix));
        else
            teller.Tell(Kind(told.Kind, Severity.Error), Sentence(told), (Field.Check, told.Check), (Field.Trainer, told.Trainer));
    }

    private static EventKind Kind(LedgerEventKind kind, Severity severity) => kind switch
    {
        LedgerEventKind.Opened => Weighed(EventKind.FindingOpened, severity),
        LedgerEventKind.Still => Weighed(EventKind.FindingStill, severity),
        LedgerEventKind.Cleared => EventKind.FindingCleared,
        LedgerEventKind.Blind => EventKind.CheckBlind,
        _ => EventKind.CheckSeesAgain,
    };

    private static EventKind Weighed(EventKind kind, Severity severity) => severity == Severity.Warning ? kind with { Level = LogEventLevel.Warning } : kind;

    private static string Sentence(LedgerEvent told, Finding finding) => told.Kind switch
    {
        LedgerEventKind.Cleared => $"{finding.Subject}: {told.Reason ?? "as it should be"}, after {Age.Text(told.Age)}",
        LedgerEventKind.Still => $"{Drift(finding)}, since {Age.Text(told.Age)}",
        // Opened, but it had been open before the daemon was started anew.
        _ => told.Age < TimeSpan.FromMinutes(1) ? Drift(finding) : $"{Drift(finding)}, since {Age.Text(told.Age)}",
    };

    private static string Drift(Finding finding) => $"{finding.Subject}: {finding.Observed}; should be: {finding.Desired}";

    private static string Sentence(LedgerEvent told)
    {
        var who = told.Trainer is null ? told.Check : $"{told.Check} of {told.Trainer}";
        return told.Kind == LedgerEventKind.Blind ? $"{who}: {told.Reason}" : $"{who}: can look again, after {Age.Text(told.Age)}";
    }
}
