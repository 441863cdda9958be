using System.CommandLine;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>The settings that a verb works with, or every error on standard error.</summary>
internal static class SettingsInForce
{
    /// <summary>Null when they cannot be used: all is said then, and the verb ends with <see cref="ExitCode.Refused"/>.</summary>
    public static AgentSettings? Read(ParseResult parsed) => ReadWithNotes(parsed).Settings;

    /// <summary>The same, with what is to be noted of settings that can be used.</summary>
    public static SettingsReading ReadWithNotes(ParseResult parsed)
    {
        var reading = SettingsFile.Read(parsed.SettingsFile(), parsed.Host());
        LastWords.Token = reading.Settings?.Application.Token;
        foreach (var error in reading.Errors)
            parsed.InvocationConfiguration.Error.WriteLine(Printable.Line(error.ToString()));
        return reading;
    }
}
