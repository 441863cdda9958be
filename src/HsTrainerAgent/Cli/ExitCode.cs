namespace HsTrainerAgent.Cli;

/// <summary>The exit codes of the contract; a known drift wins over could-not-look.</summary>
internal static class ExitCode
{
    public const int Good = 0;
    public const int Warnings = 1;
    public const int Errors = 2;

    /// <summary>Wrong usage, unreadable settings, nothing known, or could not look.</summary>
    public const int Refused = 3;

    /// <summary>Ended by a signal: 128 and the number of SIGINT, as a shell says it, also after SIGTERM.</summary>
    public const int Interrupted = 130;
}
