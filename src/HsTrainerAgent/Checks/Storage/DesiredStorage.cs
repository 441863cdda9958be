using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>What the article demands of one trainer's storage.</summary>
/// <param name="Path">HS_PATH.</param>
/// <param name="MediaPath">Null when the version has no documented layout.</param>
/// <param name="DatabasePath">Null when the version has no documented layout.</param>
internal sealed record DesiredStorage(string Path, string? MediaPath, string? DatabasePath, DesiredEnvironment Environment, ThresholdSettings Thresholds)
{
    public IEnumerable<string> Folders => new[] { Path, MediaPath, DatabasePath }.OfType<string>();

    /// <param name="reason">Why there is no documented layout, or null.</param>
    public static DesiredStorage For(AgentSettings settings, TrainerSettings trainer, out string? reason)
    {
        var layout = Layout.For(trainer.Version, trainer.Path, out reason);
        var environment = new DesiredEnvironment(trainer.Bundle, Layout.Normal(trainer.Path), settings.Application.Tls.Environment);
        return new(environment.HsPath, layout?.MediaPath, layout?.DatabasePath, environment, settings.Thresholds);
    }
}

/// <summary>What the bundle's <c>.env</c> must say.</summary>
/// <param name="Tls">Lines that the settings ask for.</param>
internal sealed record DesiredEnvironment(string Bundle, string HsPath, IReadOnlyList<KeyValuePair<string, string>> Tls)
{
    public string File => Bundle.TrimEnd('/') + "/.env";

    public bool IsDefaultPath => PathLines.Count == 0;

    public IReadOnlyList<string> PathLines => Layout.EnvironmentFor(HsPath);

    public IReadOnlyList<string> TlsLines => [.. Tls.Select(pair => $"{pair.Key}={ShellText.Quote(pair.Value)}")];

    public IReadOnlyList<string> TlsNames => [.. Tls.Select(pair => pair.Key)];
}
