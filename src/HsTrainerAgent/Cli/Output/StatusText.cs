using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The daemon's report for people: the state in one line, the trainers, then each check with its findings.</summary>
internal sealed class StatusText(TextWriter output, Screen screen, DateTimeOffset now)
{
    private const int StatusWidth = 14;

    public void Write(StatusReport report)
    {
        output.WriteLine(screen.Bold(Printable.Line(report.State)));
        output.WriteLine();
        Field("agent", $"{report.Agent.Version}, process {report.Agent.Pid}, started {Ago(report.Agent.StartedAt)}");
        if (report.Pause is { } pause)
            Field("paused", pause.Until is { } until ? $"until {Time(until)} by {pause.By}: {pause.Reason}" : pause.Reason);
        Field("settings", string.Join(", ", new[] { report.Settings.File, Words(report.Settings), report.Settings.Url }.OfType<string>()));
        foreach (var error in report.Settings.Errors)
            output.WriteLine("            " + screen.Red(Printable.Line(error)));
        if (report.Settings.State == SettingsWords.NotConfigured)
            output.WriteLine("            " + (report.Settings.Blank
                ? $"fill in {Blanks.Asked}; what each key means: {screen.Cyan("man 5 hs-trainer-agent.json")}"
                : $"write one with: {screen.Cyan("sudo hs-trainer-agent settings init" + Naming(report.Settings.File))}"));
        Head("trainers", report.Trainers.Count);
        foreach (var line in report.Trainers.SelectMany(new TrainerText(screen, report, now).Of))
            output.WriteLine(line);
        Head("checks", report.Checks.Count);
        Checks(report);
        if (report.Findings.FirstOrDefault() is not { } first)
            return;
        output.WriteLine();
        output.WriteLine($"What a code means and how to cure it: {screen.Cyan($"hs-trainer-agent explain {Printable.Line(first.Code)}")}");
    }

    private void Checks(StatusReport report)
    {
        var (names, trainers) = (Widest(report, check => check.Name), Widest(report, check => check.Trainer));
        var blankBefore = false;
        foreach (var check in report.Checks)
        {
            var status = Enum.GetValues<CheckStatus>().FirstOrDefault(one => one.Word() == check.Status, CheckStatus.Unknown);
            var lines = Details(check, status).ToList();
            if (blankBefore)
                output.WriteLine();
            output.WriteLine(Head(check, status, names, trainers));
            foreach (var line in lines)
                output.WriteLine(line);
            blankBefore = lines.Count > 0;
        }
    }

    private string Head(CheckState check, CheckStatus status, int names, int trainers)
    {
        string Coloured(string text) => StatusMark.Coloured(screen, text, status, check.Findings.Any(finding => finding.Severity == Severity.Error.Word()));
        var trainer = trainers == 0 ? "" : "  " + Printable.Line(check.Trainer ?? "").PadRight(trainers);
        var looked = check.At is { } at ? "looked " + Ago(at) : "";
        var next = check.NextAt is { } due ? due <= now ? "next now" : "next in " + Age.Text(due - now) : "";
        var reason = status != CheckStatus.Drift && check.Reason is { } why && !why.Contains("; ") ? "   " + Printable.Line(why) : "";
        return ($"{Coloured(StatusMark.Of(screen, status))} {screen.Bold(Printable.Line(check.Name).PadRight(names))}{trainer}  {Coloured(Printable.Line(check.Status).PadRight(StatusWidth))}"
            + $"  {screen.Dim($"{looked,-18}{next,-15}")}{reason}").TrimEnd();
    }

    private IEnumerable<string> Details(CheckState check, CheckStatus status)
    {
        foreach (var line in check.Findings.SelectMany(finding => FindingText.Of(screen, finding, $"{Age.Text(now - finding.Since)} ({Time(finding.Since)})")))
            yield return line;
        var reasons = check.Reason?.Split("; ") ?? [];
        if (reasons.Length == 0 || (status != CheckStatus.Drift && reasons.Length == 1))
            yield break;
        yield return "";
        yield return "    " + screen.Yellow("could not look");
        foreach (var reason in reasons)
            yield return "      " + Printable.Line(reason);
    }

    private void Head(string title, int rows)
    {
        if (rows == 0)
            return;
        output.WriteLine();
        output.WriteLine(screen.Dim(title));
    }

    private void Field(string label, string value) => output.WriteLine($"{screen.Dim(label.PadRight(10))}  {Printable.Line(value)}");

    private static string Naming(string file) => file == new HostPaths("/").Settings ? "" : $" --settings {ShellText.Quote(file)}";

    private string Ago(DateTimeOffset time) => $"{Age.Text(now > time ? now - time : TimeSpan.Zero)} ago";

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";

    private static string Words(SettingsState settings) =>
        settings.State != SettingsWords.NotConfigured ? settings.State : settings.Blank ? "nothing filled in" : "not there";

    private static int Widest(StatusReport report, Func<CheckState, string?> column) => report.Checks.Select(check => column(check)?.Length ?? 0).DefaultIfEmpty().Max();
}
