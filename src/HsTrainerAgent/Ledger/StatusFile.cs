using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Ledger;

/// <summary>The status report as JSON: UTF-8, indented, times in UTC to the second, a newline at its end.</summary>
internal static class StatusFile
{
    /// <summary>In bytes; a larger file is none of ours.</summary>
    private const int Largest = 4 * 1024 * 1024;

    private const UnixFileMode Mode0640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    // The relaxed encoder leaves letters of every script readable and still escapes control characters; no browser reads this.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when there is none, it may not be read (see the problem) or it is damaged, which has no problem.</summary>
    public static StatusReport? Read(string path, out FileProblem problem)
    {
        var content = WholeFile.Read(path, Largest);
        problem = content.Problem;
        try
        {
            return problem == FileProblem.None && JsonSerializer.Deserialize(content.Bytes, StatusJson.Default.StatusReport) is { } report && IsWhole(report) ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The reader lets a null through where it stands in a list, and a number that is none.
    private static bool IsWhole(StatusReport report) =>
        double.IsFinite(report.Agent.HeartbeatSeconds) && double.IsFinite(report.Agent.MonotonicSeconds) && report.Settings.Errors.All(error => error is not null)
        && report.Trainers.All(trainer => trainer is not null && double.IsFinite(trainer.Applied?.DurationSeconds ?? 0))
        && report.Checks.All(check => check is not null && double.IsFinite(check.ElapsedMs ?? 0) && check.Findings.All(finding => finding is not null));

    /// <exception cref="IOException">The old report stands; also an <see cref="UnauthorizedAccessException"/>.</exception>
    public static void Write(string path, StatusReport report)
    {
        using var buffer = new MemoryStream();
        Write(buffer, report);
        AtomicFile.WriteFleeting(path, buffer.GetBuffer().AsSpan(0, (int)buffer.Length), Mode0640);
    }

    public static void Write(Stream output, StatusReport report)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            JsonSerializer.Serialize(json, report, StatusJson.Default.StatusReport);
        output.Write("\n"u8);
    }
}

/// <summary>How the report's types are read and written; a report that lacks a member is damaged.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcSeconds)])]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;

/// <summary>A time as the contract has it, in UTC to the second.</summary>
internal sealed class UtcSeconds : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParseExact(reader.GetString(), Format, null, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime.ToString(Format));
}
