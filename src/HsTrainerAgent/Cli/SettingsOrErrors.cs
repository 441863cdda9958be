using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>Reads the settings for a verb that needs them.</summary>
internal static class SettingsOrErrors
{
    /// <summary>The settings; null after every error was told on standard error.</summary>
    public static AgentSettings? Read(string settingsFile, HostPaths host)
    {
        var reading = SettingsFile.Read(settingsFile, host);
        foreach (var error in reading.Errors)
            Console.Error.WriteLine("hs-trainer-agent: " + error);
        if (reading.Errors.Any(error => error.Denied))
            Console.Error.WriteLine("hs-trainer-agent: the settings hold a secret and are readable by root and the agent alone: try again with sudo");
        return reading.Settings;
    }
}
