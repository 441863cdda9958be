using Serilog;
using Serilog.Events;
using Serilog.Parsing;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Tells operators what happened: a sentence and the journal's fields, never with the token in them.</summary>
internal sealed class Teller(ILogger log, Scrubber scrubber, TimeProvider clock)
{
    /// <param name="message">One line; printed as it is, braces and all.</param>
    /// <param name="fields">Names from <see cref="Field"/>; null values are left out.</param>
    public void Tell(EventKind kind, string message, params ReadOnlySpan<(string Field, string? Value)> fields)
    {
        List<LogEventProperty> properties = [Property(Field.Event, kind.Name), Property(Field.MessageId, kind.MessageId), Property(Field.Label, kind.Label)];
        foreach (var (field, value) in fields)
        {
            if (value is not null)
                properties.Add(Property(field, scrubber.Scrub(value)));
        }
        // A template of one literal: a message is data, and a path may hold braces.
        var template = new MessageTemplate([new TextToken(scrubber.Scrub(message))]);
        log.Write(new LogEvent(clock.GetLocalNow(), kind.Level, null, template, properties));
    }

    private static LogEventProperty Property(string name, string value) => new(name, new ScalarValue(value));
}
