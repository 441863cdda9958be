using HsTrainerAgent.Linux;
using Serilog.Events;
using Serilog.Formatting;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Writes each event as a line for a person: the time in UTC, as in the sentences, what happened, the finding's code and the sentence; a finding's cure stands below, ready to be pasted.</summary>
internal sealed class LineFormatter(Scrubber scrubber, bool coloured) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var label = logEvent.Text(Field.Label) ?? logEvent.Level.ToString().ToLowerInvariant();
        var code = logEvent.Text(Field.Code) is { } known ? known + "  " : "";
        var line = scrubber.Scrub(code + logEvent.Sentence());
        output.WriteLine($"{logEvent.Timestamp.UtcDateTime:HH:mm:ss}Z  {Coloured($"{label,-16}", logEvent.Level)}  {Printable.Line(line)}");
        // A cure's line breaks are its own form: what comes from outside is quoted in it without any.
        foreach (var cure in logEvent.Text(Field.Fix)?.Split('\n') ?? [])
            output.WriteLine($"{"",Indent}{Printable.Line(cure)}");
    }

    /// <summary>Time and label.</summary>
    private const int Indent = 29;

    private string Coloured(string label, LogEventLevel level) => !coloured ? label : level switch
    {
        >= LogEventLevel.Error => $"\e[31m{label}\e[0m",
        LogEventLevel.Warning => $"\e[33m{label}\e[0m",
        _ => $"\e[32m{label}\e[0m",
    };
}
