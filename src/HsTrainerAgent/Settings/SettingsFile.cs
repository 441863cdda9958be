using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Settings;

/// <summary>Reads the settings file whole: valid settings or all errors at once.</summary>
internal static class SettingsFile
{
    /// <param name="file">A path on this machine, taken as given.</param>
    /// <param name="host">Where the files that the settings name (tokenFile) lie.</param>
    public static SettingsReading Read(string file, HostPaths host) => throw new NotSupportedException();
}
