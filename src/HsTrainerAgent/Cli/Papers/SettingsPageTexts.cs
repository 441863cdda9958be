using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>What hs-trainer-agent.json(5) says beyond the keys.</summary>
internal static class SettingsPageTexts
{
    public static string Description { get; } = $"""
        The file is JSON in UTF-8, in which comments (`//` and `/* */`) and commas after the last entry are allowed, of at most {SettingsFile.Largest / 1024 / 1024} MiB. A key that is not known, or
        is there twice, is an error, which names the nearest known key. All errors are told at once, with line, column, key and cure, and
        never quote the file, for it may hold the token.

        `hs-trainer-agent settings init` writes a file to begin with, `settings check` tells what is in force or everything that is wrong, `settings show`
        prints every value in force with the token as `***`. A file in which neither the URL nor the token nor a bundle is filled in counts as none: the daemon waits.
        """;

    public static IReadOnlyList<(string Term, string Meaning)> Forms { get; } =
    [
        ("duration", $"Days, hours, minutes and seconds, from large to small: `\"2d\"`, `\"1h30m\"`, `\"5m\"`, `\"90s\"`. At most `\"{Duration.Text(Duration.Longest)}\"`."),
        ("schedule", "A duration of at least `\"1s\"`, from one look to the next; or a Quartz cron expression, in the host's time zone."),
        ("cron expression", """
            Second, minute, hour, day of month, month, day of week and perhaps year, with `?` for the day that is not meant: `"0 30 4 ? * MON"` is Monday at 4:30.
            The five fields of crontab(5) are refused, and so is an expression that never fires again.
            """),
        ("path", "An absolute path of the host, without `.` and `..` in it. With `--root` it is looked for below that folder."),
    ];

    public const string Keys = """
        `application`, `trainers` and in them what must be there make a file; all the rest has a default. An entry of a list is written here with `[]`
        behind the list's name.
        """;

    public const string Changes = """
        The daemon follows the file, symbolic links on the way to it and every file that it names. A change counts once nothing has changed for `apply.settle`.
        Settings with an error are told, and the last good ones stay in force. `systemctl reload hs-trainer-agent` reads the file at once, and fails
        visibly when it has an error.

        `run.sh trainer` is rerun when the connection changes: `application.url`, the token (wherever it is kept), the content of the files that `application.tls`
        names, `application.tls.environment`, `application.revision`, or the trainer's bundle, version, path or name. A trainer that is new in the list is started.
        Every other key is in force from then on and reruns nothing. With `apply.mode` `"manual"` nothing is started or rerun by itself. What would be done now: `hs-trainer-agent apply --dry-run`.
        """;

    public const string Owner = """
        The file belongs to root and the group hs-trainer-agent, with mode 0640: the daemon reads it, nobody else reads the token, and only root writes
        what root executes. A file that others may read is the finding `settings.readable`. If anybody but root may write the file, its folder or a
        folder above, that is the finding `settings.writable`. Both findings hold for `application.tokenFile` and for the file with the client key as well.

        No trainer is started while anybody but root may write the settings, `application.tokenFile`, the trainer's bundle or its run.sh, themselves or a folder above.
        """;

    public const string ExampleIntroduction = """
        This is enough. The version is read from the name of the bundle's folder, and the trainer is called by it. An example with every key is in
        /usr/share/doc/hs-trainer-agent/examples.
        """;

    public const string Example = """
        {
          "application": {
            "url": "https://abcd123.internal",
            "tokenFile": "/etc/hs-trainer-agent.token"
          },
          "trainers": [
            { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" }
          ]
        }
        """;

    public static IReadOnlyList<(string Term, string Meaning)> Files { get; } =
    [
        (new Uri(SettingsJson.SchemaUri).LocalPath, "the JSON Schema of this file, which the key `$schema` tells an editor about; also printed by `hs-trainer-agent settings schema`"),
        ("/usr/share/doc/hs-trainer-agent/examples/hs-trainer-agent.json", "every key with its meaning and its default"),
    ];
}
