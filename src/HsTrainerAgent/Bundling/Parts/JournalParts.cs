using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The journal of our units, the newest last: for people, and with the agent's own fields for programs.</summary>
internal static class JournalParts
{
    public const int Days = 14;

    private const int Lines = 30_000, Entries = 5_000;

    // Never _CMDLINE: run.sh has the token among its arguments.
    private const string Fields = "MESSAGE,MESSAGE_ID,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT,UNIT,_PID,INVOCATION_ID,_BOOT_ID,JOB_RESULT,EXIT_CODE,EXIT_STATUS,"
        + "HS_EVENT,HS_CHECK,HS_CODE,HS_TRAINER,HS_SUBJECT,HS_DESIRED,HS_OBSERVED,HS_FIX,HS_FINGERPRINT";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly IReadOnlyList<string> Journalctl = ["/usr/bin/journalctl", "/bin/journalctl"];

    public static Part Text(Scene scene, IReadOnlyList<string>? journalctl = null) =>
        Of(scene, "journal.txt", $"the journal of our units, at most {Days} days and {Lines} lines", ["--output=short-iso-precise", $"--lines={Lines}"], journalctl) with { Limit = 6 << 20 };

    public static Part Json(Scene scene, IReadOnlyList<string>? journalctl = null) =>
        Of(scene, "journal.json", $"the same with the agent's fields, at most {Entries} entries", ["--output=json", "--output-fields=" + Fields, $"--lines={Entries}"], journalctl) with { Limit = 4 << 20 };

    private static Part Of(Scene scene, string name, string what, string[] format, IReadOnlyList<string>? journalctl) => new(name, what, async (part, cancellation) =>
    {
        var folder = scene.Host.Follow("/var/log/journal");
        if (!scene.Host.IsRunningHost && !Directory.Exists(folder))
        {
            part.CouldNotLook("there is no /var/log/journal below --root");
            return;
        }
        string[] where = scene.Host.IsRunningHost ? [] : ["--directory=" + folder];
        string[] arguments = [.. where, "--no-pager", "--quiet", "--utc", $"--since=-{Days}d", "--unit=hs-trainer*", .. format];
        if (await ProgramStream.CopyAsync(journalctl ?? Journalctl, arguments, part.Write, cancellation).ConfigureAwait(false) is { } why)
            part.CouldNotLook("journalctl " + why);
    })
    {
        Deadline = Deadline,
    };
}
