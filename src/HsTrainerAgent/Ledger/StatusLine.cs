using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Ledger;

/// <summary>The whole state in one line, for systemd's STATUS= and as the first line of <c>status</c>: what is wrong, the worst first, or that nothing is.</summary>
internal static class StatusLine
{
    /// <summary>In characters; what does not fit is left out and said to be.</summary>
    public const int Longest = 200;

    private const string Separator = " · ";
    private const string Ellipsis = "…";
    private const string Error = "error";

    public static string Of(StatusReport report)
    {
        var parts = Parts(report).Select(Printable.Line).ToList();
        var line = Cut(parts[0], Longest);
        for (var index = 1; index < parts.Count; index++)
        {
            var room = Longest - line.Length - Separator.Length - (index == parts.Count - 1 ? 0 : Separator.Length + Ellipsis.Length);
            if (parts[index].Length > room)
                return line.Length + Separator.Length + Ellipsis.Length > Longest ? line : line + Separator + Ellipsis;
            line += Separator + parts[index];
        }
        return line;
    }

    private static List<string> Parts(StatusReport report)
    {
        List<string> parts = [];
        if (report.Agent.Stuck is { } stuck)
            parts.Add("stuck: " + stuck);
        parts.AddRange(OfSettings(report.Settings));
        if (report.Pause is { } pause)
            parts.Add(pause.Until is null ? pause.Reason : $"paused until {Clock(pause.Until, report.At)} by {pause.By}: {pause.Reason}");
        if (report.Settings.Url is null)
            return parts;
        var applying = report.Trainers.Where(trainer => trainer.State == ApplyWords.Applying).Select(OfApplying).ToList();
        var wrong = Wrong(report).ToList();
        if (parts.Count == 0 && wrong.Count == 0)
        {
            var looked = report.Checks.Count(check => check.At is not null);
            parts.Add(looked < report.Checks.Count && applying.Count == 0 ? $"looking: {looked} of {report.Checks.Count} checks done" : "in sync");
            if (applying.Count > 0)
                return [.. applying];
            return [.. parts, Counted(report.Trainers.Count, "trainer"), .. NextApiCheck(report)];
        }
        return [.. parts, .. applying, .. wrong];
    }

    private static IEnumerable<string> OfSettings(SettingsState settings)
    {
        if (settings.State == SettingsWords.NotConfigured)
            yield return $"not configured: {(settings.Blank ? "fill in" : "no")} {settings.File}";
        else if (settings.State == SettingsWords.Invalid)
        {
            yield return settings.Url is null ? "settings invalid, waiting for valid ones" : "settings invalid, the last good are in force";
            foreach (var error in settings.Errors.Take(1))
                yield return settings.Errors.Count == 1 ? error : $"{error} (the first of {settings.Errors.Count} errors)";
        }
        // Loaded while the report was gathered: what it says of them is what was known before.
        else if ((settings.State == SettingsWords.Reading || (settings.State == SettingsWords.Loaded && settings.Url is null)) && settings.Reason is null)
            yield return "reading the settings";
        if (settings.Reason is { } reason)
            yield return $"settings cannot be looked at: {reason}";
    }

    private static IEnumerable<string> Wrong(StatusReport report)
    {
        var findings = report.Findings.OrderBy(finding => finding.Severity == Error ? 0 : 1).ToList();
        var errors = findings.Count(finding => finding.Severity == Error);
        if (findings.Count > 0)
            yield return string.Join(", ", new[] { (errors, "error"), (findings.Count - errors, "warning") }.Where(count => count.Item1 > 0).Select(count => Counted(count.Item1, count.Item2)));
        var told = report.Trainers.Where(trainer => OfTrainer(trainer, report.At) is not null).ToList();
        foreach (var trainer in told)
            yield return OfTrainer(trainer, report.At)!;
        foreach (var finding in findings.Where(finding => !IsTold(finding, report, told)))
            yield return $"{finding.Code} {finding.Subject}";
        foreach (var check in report.Checks.Where(check => check.At is not null && check.Reason is not null && check.Status is "unknown" or "drift"))
            yield return $"could not look: {check.Name}{(check.Trainer is null ? "" : $" {check.Trainer}")} ({check.Reason})";
    }

    // What stands before it says the same in other words.
    private static bool IsTold(FindingState finding, StatusReport report, List<TrainerState> told) =>
        (finding.Code == "settings.invalid" && report.Settings.State == SettingsWords.Invalid)
        || (finding.Code == "trainer.paused" && report.Pause is not null)
        || (finding.Code.Split('-')[0] is "trainer.apply" or "trainer.not" && told.Any(trainer => trainer.Name == finding.Subject));

    private static string? OfTrainer(TrainerState trainer, DateTimeOffset now) => trainer.State switch
    {
        ApplyWords.Held => $"{trainer.Name} held: {trainer.Reason}",
        ApplyWords.Paused => $"{trainer.Name} waits for the end of the pause",
        ApplyWords.Waiting => $"{trainer.Name} waits until {Clock(trainer.Until, now)}: {trainer.Reason}",
        ApplyWords.BackingOff => $"{trainer.Name} failed, next try {Clock(trainer.Until, now)}: {trainer.Reason}",
        ApplyWords.GivenUp => $"{trainer.Name} given up after {trainer.Failures} failures: {trainer.Reason}",
        ApplyWords.Manual => $"{trainer.Name} waits for an operator's apply",
        ApplyWords.Stopped => $"{trainer.Name} stopped{(trainer.Reason is null ? "" : $": {trainer.Reason}")}",
        _ => null,
    };

    private static string OfApplying(TrainerState trainer) => $"applying {trainer.Name} since {Clock(trainer.Since)}";

    private static IEnumerable<string> NextApiCheck(StatusReport report) =>
        report.Checks.Where(check => check is { Name: "api", NextAt: not null }).Select(check => $"next api check {Clock(check.NextAt)}");

    // With its day where that is not today's.
    private static string Clock(DateTimeOffset? time, DateTimeOffset? now = null) => time is not { } at ? "unknown"
        : now is { } today && at.UtcDateTime.Date != today.UtcDateTime.Date ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"
        : $"{at.UtcDateTime:HH:mm:ss}Z";

    private static string Counted(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + Ellipsis;
}
