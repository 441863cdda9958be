using System.Text.Json;

namespace HsTrainerAgent.Checks.Api;

/// <summary>What a body says of the application's version: <c>{"version": "42.0.0", "date": "2025-09-10"}</c>.</summary>
/// <param name="IsJson">Whether it is JSON at all.</param>
/// <param name="Version">Null when there is none.</param>
internal sealed record VersionAnswer(bool IsJson, string? Version)
{
    public static VersionAnswer Read(byte[] body)
    {
        try
        {
            var text = body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
            using var json = JsonDocument.Parse(text);
            var version = json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("version", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return new VersionAnswer(true, string.IsNullOrWhiteSpace(version) ? null : version.Trim());
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return new VersionAnswer(false, null);
        }
    }
}
