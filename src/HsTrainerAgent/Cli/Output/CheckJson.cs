using System.Text.Encodings.Web;
using System.Text.Json;
using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The report for programs: one JSON object in the contract's shape and key order, UTF-8, a newline at its end.</summary>
internal static class CheckJson
{
    // The relaxed encoder leaves letters of every script readable and still escapes control characters; no browser reads this.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, CheckReport report)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("host", report.Host);
            json.WriteString("at", report.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            json.WriteString("status", report.Status.Word());
            json.WriteNumber("exitCode", report.ExitCode);
            json.WriteStartArray("checks");
            foreach (var outcome in report.Outcomes)
                Write(json, outcome);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, CheckOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("name", outcome.Check);
        json.WriteString("trainer", outcome.Trainer);
        json.WriteString("status", outcome.Status.Word());
        json.WriteString("reason", outcome.Reason);
        json.WritePropertyName("elapsedMs");
        json.WriteRawValue(outcome.Elapsed.TotalMilliseconds.ToString("0.0"));
        json.WriteStartArray("findings");
        foreach (var finding in outcome.Findings)
            Write(json, finding);
        json.WriteEndArray();
        if (outcome.Facts is not null)
        {
            json.WritePropertyName("facts");
            outcome.Facts.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity.Word());
        json.WriteString("subject", finding.Subject);
        json.WriteString("desired", finding.Desired);
        json.WriteString("observed", finding.Observed);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }
}
