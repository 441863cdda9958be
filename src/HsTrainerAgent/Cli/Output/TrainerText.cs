using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The trainers of a report for people: how the applying of each one's settings stands, and what it was started with.</summary>
internal sealed class TrainerText(Screen screen, StatusReport report, DateTimeOffset now)
{
    private readonly int names = report.Trainers.Select(trainer => trainer.Name.Length).DefaultIfEmpty().Max();
    private readonly int states = report.Trainers.Select(trainer => trainer.State.Length).DefaultIfEmpty().Max();

    public IEnumerable<string> Of(TrainerState trainer)
    {
        var (status, bad) = trainer.State switch
        {
            ApplyWords.InSync => (CheckStatus.InSync, false),
            ApplyWords.GivenUp or ApplyWords.Stopped or ApplyWords.BackingOff => (CheckStatus.Drift, true),
            ApplyWords.Held or ApplyWords.Paused or ApplyWords.Waiting or ApplyWords.Manual => (CheckStatus.Drift, false),
            _ => (CheckStatus.Unknown, false),
        };
        string Coloured(string text) => StatusMark.Coloured(screen, text, status, bad);
        var indent = new string(' ', 2 + names + 2);
        yield return ($"{Coloured(StatusMark.Of(screen, status))} {screen.Bold(Printable.Line(trainer.Name).PadRight(names))}  "
            + $"{Coloured(Printable.Line(trainer.State).PadRight(states))}  {Applied(trainer)}").TrimEnd();
        if (More(trainer) is { Length: > 0 } more)
            yield return indent + Printable.Line(more);
        if (trainer.Unit is { } unit)
            yield return indent + screen.Dim(Printable.Line($"{unit.Name}: {unit.Active} ({unit.Sub}), {unit.Result}"));
    }

    private string Applied(TrainerState trainer)
    {
        if (trainer.Applied is not { } applied)
            return (trainer.RecordDamaged ? "applied record damaged" : "never applied") + (trainer.Fingerprint is { } wanted ? screen.Dim($"   {Printable.Line(wanted)} desired") : "");
        var how = applied.Mode == "adopted" ? "adopted" : $"applied ({Printable.Line(applied.Mode)}, {applied.DurationSeconds:0.#} s)";
        var with = applied.Fingerprint == trainer.Fingerprint || trainer.Fingerprint is null ? applied.Fingerprint : $"{applied.Fingerprint}, {trainer.Fingerprint} desired";
        return $"{how} {Age.Text(now > applied.At ? now - applied.At : TimeSpan.Zero)} ago {screen.Dim($"({applied.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)   {Printable.Line(with)}")}";
    }

    private string More(TrainerState trainer)
    {
        if (trainer.State is ApplyWords.InSync or ApplyWords.Unknown)
            return "";
        List<string> words = [];
        if (trainer.Since is { } since)
            words.Add($"since {Age.Text(now > since ? now - since : TimeSpan.Zero)}");
        if (trainer.Failures > 0)
            words.Add(trainer.Failures == 1 ? "1 failure" : $"{trainer.Failures} failures in a row");
        if (trainer.Until is { } until)
            words.Add($"{(trainer.State == ApplyWords.BackingOff ? "next try" : "until")} {until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        if (trainer.State == ApplyWords.Manual)
            words.Add($"apply it with: sudo hs-trainer-agent apply {ShellText.Quote(trainer.Name)}");
        return string.Join(", ", words) + (trainer.Reason is { } reason ? $": {reason}" : "");
    }
}
