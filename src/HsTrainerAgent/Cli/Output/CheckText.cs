using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The report for people: a block for each check and trainer, written as soon as it is known, then the counts.</summary>
internal sealed class CheckText(TextWriter output, Screen screen, int nameWidth, int trainerWidth)
{
    private const int StatusWidth = 14;
    private const int ElapsedWidth = 9;

    private bool blankBefore;

    public void Write(CheckOutcome outcome)
    {
        var lines = Details(outcome).ToList();
        if (blankBefore)
            output.WriteLine();
        output.WriteLine(Head(outcome));
        foreach (var line in lines)
            output.WriteLine(line);
        blankBefore = lines.Count > 0;
    }

    public void WriteSummary(CheckReport report)
    {
        output.WriteLine();
        output.WriteLine(screen.Bold(Summary.Of(report)));
        if (report.Findings.FirstOrDefault() is { } first)
            output.WriteLine($"What a code means and how to cure it: {screen.Cyan($"hs-trainer-agent explain {first.Code}")}");
    }

    private string Head(CheckOutcome outcome)
    {
        var name = Printable.Line(outcome.Check).PadRight(nameWidth);
        var trainer = trainerWidth == 0 ? "" : "  " + Printable.Line(outcome.Trainer ?? "").PadRight(trainerWidth);
        var status = outcome.Status.Word().PadRight(StatusWidth);
        var reason = outcome.Status != CheckStatus.Drift && Reasons(outcome) is [var only] ? "   " + Printable.Line(only) : "";
        return Coloured(outcome, StatusMark.Of(screen, outcome.Status)) + " " + screen.Bold(name) + trainer + "  " + Coloured(outcome, status)
            + "  " + screen.Dim(Duration(outcome.Elapsed).PadLeft(ElapsedWidth)) + reason;
    }

    private IEnumerable<string> Details(CheckOutcome outcome)
    {
        foreach (var line in FactLines.Of(outcome.Facts ?? []))
            yield return "    " + screen.Dim(Printable.Line(line));
        foreach (var finding in outcome.Findings)
        {
            foreach (var line in FindingText.Of(screen, finding))
                yield return line;
        }
        var reasons = Reasons(outcome);
        if (reasons.Length == 0 || (outcome.Status != CheckStatus.Drift && reasons.Length == 1))
            yield break;
        yield return "";
        yield return "    " + screen.Yellow("could not look");
        foreach (var reason in reasons)
            yield return "      " + Printable.Line(reason);
    }

    /// <summary>What could not be looked at, one by one; a single reason stands beside the status.</summary>
    private static string[] Reasons(CheckOutcome outcome) => outcome.Reason?.Split("; ") ?? [];

    private string Coloured(CheckOutcome outcome, string text) =>
        StatusMark.Coloured(screen, text, outcome.Status, outcome.Findings.Any(finding => finding.Severity == Severity.Error));

    private static string Duration(TimeSpan elapsed) => elapsed switch
    {
        { TotalMilliseconds: < 100 } => $"{elapsed.TotalMilliseconds:0.0} ms",
        { TotalMilliseconds: < 1000 } => $"{elapsed.TotalMilliseconds:0} ms",
        _ => $"{elapsed.TotalSeconds:0.0} s",
    };
}
