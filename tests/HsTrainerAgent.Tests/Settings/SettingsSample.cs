using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Settings;

/// <summary>Settings files to read, and how to read them as on one fixed day.</summary>
internal static class SettingsSample
{
    public const string Token = "187d88d6s63929cd0ad98";

    public static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Settings");

    public static readonly HostPaths Host = new(Path.Combine(Fixtures, "host"));

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));

    public static SettingsReading Read(string file) => SettingsFile.Read(file, Host, Clock);

    public static SettingsReading ReadText(string text) => ReadBytes(System.Text.Encoding.UTF8.GetBytes(text));

    public static SettingsReading ReadBytes(byte[] bytes)
    {
        using var file = new TemporaryFile(bytes);
        return Read(file.Path);
    }

    /// <summary>A minimal file with one more entry in the object at the top.</summary>
    public static string With(string entry) =>
        $$"""{ "application": { "url": "https://abcd123.internal", "token": "{{Token}}" }, "trainers": [{ "bundle": "/opt/hs/hyperscience-trainer-32.0.3" }], {{entry}} }""";

    public static IEnumerable<TheoryDataRow<string>> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Fixtures, folder), "*.json").Order(StringComparer.Ordinal)
            .Where(file => !file.EndsWith(".show.json", StringComparison.Ordinal))
            .Select(file => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(file)));
}

internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
