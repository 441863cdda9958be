using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>The words of an event, as console and journal show them alike.</summary>
internal static class EventWords
{
    /// <summary>What happened; of an event of the framework also who says so, and the exception without its stack.</summary>
    public static string Sentence(this LogEvent logEvent)
    {
        var source = logEvent.Text("SourceContext") is { } framework ? framework + ": " : "";
        var fault = logEvent.Exception is { } exception ? $" ({exception.GetType().Name}: {exception.Message})" : "";
        return source + logEvent.RenderMessage() + fault;
    }

    public static string? Text(this LogEvent logEvent, string property) =>
        logEvent.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text } ? text : null;
}
