using HsTrainerAgent.Checks;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A finding for people: a blank line, what is wrong, where, and the cure ready to be pasted.</summary>
internal static class FindingText
{
    public static IEnumerable<string> Of(Screen screen, Finding finding) =>
        Of(screen, finding.Severity, finding.Code, finding.Kind.Title,
            [("subject", finding.Subject), ("desired", finding.Desired), ("observed", finding.Observed)], finding.Fix);

    /// <param name="since">How long it has been open.</param>
    public static IEnumerable<string> Of(Screen screen, FindingState finding, string since)
    {
        var severity = finding.Severity == Severity.Error.Word() ? Severity.Error : Severity.Warning;
        var title = CheckSet.Kinds.FirstOrDefault(kind => kind.Code == finding.Code)?.Title ?? "";
        return Of(screen, severity, finding.Code, title,
            [("since", since), ("subject", finding.Subject), ("desired", finding.Desired), ("observed", finding.Observed)], finding.Fix);
    }

    private static IEnumerable<string> Of(
        Screen screen, Severity severity, string code, string title, IEnumerable<(string Label, string Value)> fields, string fix)
    {
        yield return "";
        yield return $"    {(severity == Severity.Error ? screen.Red(severity.Word()) : screen.Yellow(severity.Word()))} {screen.Bold(Printable.Line(code))}  {Printable.Line(title)}";
        foreach (var (label, value) in fields)
            yield return $"      {screen.Dim(label.PadRight(8))}  {Printable.Line(value)}";
        yield return "      " + screen.Dim("fix");
        foreach (var line in fix.Split('\n'))
            yield return "        " + screen.Cyan(Printable.Line(line));
    }
}
