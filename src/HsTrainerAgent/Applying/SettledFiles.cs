using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Whether the files of the settings have held still for <c>apply.settle</c>: a run is never given half of what somebody is just writing.</summary>
internal static class SettledFiles
{
    /// <returns>The time until they have, as their times of change say; null when they have, or when the clock was set back and nothing can be told.</returns>
    /// <param name="settings">As the file has them; null when it is not valid.</param>
    public static TimeSpan? Left(AgentSettings? settings, HostPaths host, string settingsFile, DateTimeOffset now)
    {
        List<string> files = [settingsFile, .. settings?.Application.Tls.ConnectionFiles().Select(tls => host.Below(tls.Path)) ?? []];
        if (settings?.Application.TokenFile is { } token)
            files.Add(host.Below(token));
        var settle = (settings?.Apply ?? new ApplySettings()).Settle;
        var age = now - files.Max(ChangedAt);
        return age < TimeSpan.Zero || age >= settle ? null : settle - age;
    }

    // Not of its content alone: what mv, cp -p or rsync brings has an old time of its own.
    private static DateTimeOffset ChangedAt(string path) =>
        RegularFile.Look(path, out _, out var stamp) ? DateTimeOffset.UnixEpoch.AddTicks((long)(stamp.Changed / 100)) : DateTimeOffset.MinValue;
}
