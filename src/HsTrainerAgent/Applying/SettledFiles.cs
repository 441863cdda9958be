using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Whether the files of the settings have held still for <c>apply.settle</c>: a run is never given half of what somebody is just writing.</summary>
internal static class SettledFiles
{
    /// <returns>The time until they have, as their times of change say; null when they have, or when the clock was set back and nothing can be told.</returns>
    /// <exception cref="IOException">They cannot be looked at.</exception>
    public static TimeSpan? Left(AgentSettings settings, HostPaths host, string settingsFile, DateTimeOffset now)
    {
        List<string> files = [settingsFile, .. settings.Application.Tls.ConnectionFiles().Select(tls => host.Below(tls.Path))];
        if (settings.Application.TokenFile is { } token)
            files.Add(host.Below(token));
        var age = now - files.Max(ChangedAt);
        return age < TimeSpan.Zero || age >= settings.Apply.Settle ? null : settings.Apply.Settle - age;
    }

    private static DateTimeOffset ChangedAt(string path)
    {
        var file = new FileInfo(path);
        return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) ?? file).LastWriteTimeUtc;
    }
}
