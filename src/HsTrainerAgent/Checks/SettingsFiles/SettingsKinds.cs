namespace HsTrainerAgent.Checks.SettingsFiles;

/// <summary>What can be wrong with the settings' own files.</summary>
internal static class SettingsKinds
{
    public static readonly FindingKind Invalid = new("settings.invalid", Severity.Error,
        "The settings cannot be used",
        "hs-trainer-agent settings check --settings {subject}",
        "",
        """
        The settings file has errors. The daemon keeps to the last good settings until the file is valid again: nothing that was changed in it counts
        yet. The command names every error with its line, its key and the cure.
        """);

    public static readonly FindingKind Readable = new("settings.readable", Severity.Error,
        "Everybody on this host can read a secret of the settings",
        "chmod o= {subject}",
        "",
        """
        The file holds the access token or a private key, or can hold them, and its mode lets every user read it. With the token they can call the application's API as
        the trainer's user. If others have accounts on this host, replace the token after the cure.
        """);

    public static readonly FindingKind Writable = new("settings.writable", Severity.Error,
        "Somebody else than root can change the settings",
        "chown root {place} && chmod go-w {place}",
        "",
        """
        The file, or a folder above it, can be written by another user than root and the one the agent runs as. Whoever can write it decides which script root runs and
        with which URL and token, so start-trainer refuses to run with it.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [Invalid, Readable, Writable];
}
