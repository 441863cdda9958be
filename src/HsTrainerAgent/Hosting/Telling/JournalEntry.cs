using HsTrainerAgent.Linux;
using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>An event as the journal's fields (systemd.journal-fields(7)), none of them with a token in it.</summary>
internal static class JournalEntry
{
    private const string Identifier = "hs-trainer-agent";

    /// <summary>LOG_DAEMON, as for a service's own output.</summary>
    private const string Facility = "3";

    private const string OurPrefix = "HS_";

    public static IReadOnlyList<(string Name, string Value)> Of(LogEvent logEvent, Scrubber scrubber)
    {
        var kind = EventKind.ById(logEvent.Text(Field.MessageId));
        var own = from property in logEvent.Properties.Keys
                  where property == Field.MessageId || property.StartsWith(OurPrefix, StringComparison.Ordinal)
                  let value = logEvent.Text(property)
                  where value is not null
                  select (property, Clean(value));
        // A control character would have journalctl show no message but the number of its bytes.
        var message = string.Join('\n', Clean(Sentence(logEvent)).Split('\n').Select(Printable.Line));
        return [("MESSAGE", message), ("PRIORITY", Priority(logEvent.Level, kind)), ("SYSLOG_IDENTIFIER", Identifier), ("SYSLOG_FACILITY", Facility), .. own];

        string Clean(string text) => scrubber.Scrub(text.Replace("\0", "", StringComparison.Ordinal));
    }

    // journalctl shows nothing but this: so it has the label and the code, as a line on the console has.
    private static string Sentence(LogEvent logEvent)
    {
        var code = logEvent.Text(Field.Code) is { } known ? $" ({known})" : "";
        return logEvent.Text(Field.Label) is { } label ? $"{label}{code}: {logEvent.Sentence()}" : logEvent.Sentence();
    }

    private static string Priority(LogEventLevel level, EventKind? kind) => level switch
    {
        LogEventLevel.Fatal => "2",
        LogEventLevel.Error => "3",
        LogEventLevel.Warning => "4",
        LogEventLevel.Information => kind is { IsNotice: true } ? "5" : "6",
        _ => "7",
    };
}
