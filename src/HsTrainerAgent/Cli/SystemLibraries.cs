using System.CommandLine;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary>The libraries of the system without which a verb would abort or do harm half-way, looked for before it begins.</summary>
internal static class SystemLibraries
{
    /// <summary>False after it has told on standard error what is missing and how to install it; the verb ends with <see cref="ExitCode.Refused"/> then.</summary>
    public static bool AreThere(ParseResult parsed) => HasOpenSsl() && HasLibsystemd(parsed);

    /// <summary>The same, for a verb that asks process 1 for nothing.</summary>
    public static bool HasOpenSsl()
    {
        if (!OpenSsl.IsThere)
            Refusal.Say(OpenSsl.Missing, OpenSsl.Cure);
        return OpenSsl.IsThere;
    }

    // Without it a trainer's run.sh would be a child of this process instead of its unit's.
    private static bool HasLibsystemd(ParseResult parsed)
    {
        var missing = Composition.AsksForUnits(parsed.Host(), parsed.SettingsFile()) && SystemBus.LacksLibrary;
        if (missing)
            Refusal.Say("libsystemd.so.0 cannot be loaded, so that process 1 cannot be asked for the trainers' units", "Install it: systemd-libs on RHEL, libsystemd0 on Debian and Ubuntu");
        return !missing;
    }
}
