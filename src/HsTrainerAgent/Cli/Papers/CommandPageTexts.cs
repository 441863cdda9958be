using HsTrainerAgent.Claims;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>What hs-trainer-agent(8) says beyond the help and the declarations in the program.</summary>
internal static class CommandPageTexts
{
    private static readonly HostPaths Host = new("/");

    public const string Description = """
        The agent lives on the host of a Hyperscience trainer. On schedules it compares storage layout, SELinux labels, the application's API, the
        trainer and the host with what the vendor's article Trainer Installation (Production) demands for the version, and names each drift with
        the command that cures it. A check changes nothing of what it looks at; `repair` takes the article's own steps, by hand or, with `repair.mode`
        `"auto"`, by itself.

        When the URL, the token, a TLS file or the revision in its settings changes, it runs the vendor's `run.sh trainer` again, exactly once:
        first it asks the application whether it accepts the new settings, then it has systemd restart `hs-trainer@TRAINER.service`, which runs the
        script. What was applied is on record, so that neither a restart of the agent nor an upgrade of its package runs it again. After a boot of the
        host the trainer is started once.

        The daemon is an unprivileged user. What needs root is done by units of their own: `hs-trainer-agent-broker@.service` passes its few requests
        to process 1, `hs-trainer@TRAINER.service` runs the trainer, `hs-trainer-agent-guard@TRAINER.service` asks the
        operator's guard, and `hs-trainer-agent-repair@TRAINER.service` repairs. All read the same settings, see hs-trainer-agent.json(5). Without settings
        the daemon waits for them and says so.
        """;

    public const string Options = """
        `hs-trainer-agent --version` prints version and commit in one line. Every command takes these options, and `--help`, which says what this page says of it:
        """;

    public const string Findings = """
        Each drift has a code that never changes its meaning. An error keeps a trainer from working, a warning may. `hs-trainer-agent explain` with a
        code says what it means, why it matters, what cures it and which step of the vendor's article demands it.
        """;

    public const string Journal = """
        What happens is told to the journal in entries that `journalctl -x` explains. A finding is told when it opens and when it clears, and once
        a day while it lasts. What run.sh prints is found below its own unit, `journalctl -u hs-trainer@TRAINER`, with the token replaced by `***`.
        Besides those of systemd.journal-fields(7) an entry has these fields, as far as they apply:
        """;

    public const string ExamplesIntroduction = "For people and programs:";

    public const string ServiceIntroduction = "The service:";

    public static IReadOnlyList<(string Command, string Meaning)> ServiceExamples { get; } =
    [
        ("systemctl status hs-trainer-agent", "one line says the state"),
        ("systemctl reload hs-trainer-agent", "read the settings now, run all checks"),
        ("systemctl restart hs-trainer@32.0.3", "rerun run.sh trainer by hand"),
        ("journalctl -u hs-trainer-agent -x", "what happened, explained"),
        ("journalctl HS_EVENT=repaired", "what was repaired, with before and after"),
        ("journalctl HS_CODE=storage.media-owner", "the history of a finding"),
    ];

    public static IReadOnlyList<(string Term, string Meaning)> Fields { get; } =
    [
        (Field.Event, "the kind of event, one of those below; `MESSAGE_ID` says the same for the message catalog"),
        (Field.Check, "the check"),
        (Field.Code, "the finding's code"),
        (Field.Trainer, "the trainer's name; the host's and the application's findings have none"),
        (Field.Subject, "what the finding is about: a path, a URL, a trainer"),
        (Field.Desired, "what should be"),
        (Field.Observed, "what is"),
        (Field.Fix, "the command that cures it, or what to do"),
        (Field.Fingerprint, "the first 12 digits of the fingerprint of the settings that are applied; it tells nothing about the token"),
    ];

    public static IReadOnlyList<(string Term, string Meaning)> Environment { get; } =
    [
        ("NO_COLOR", "any value but the empty one: no colours on a terminal"),
        ("TERM", "`dumb`, empty or unset: no colours; `linux`: no marks that the console's font lacks"),
        ("SSL_CERT_FILE, SSL_CERT_DIR", "where the system's certificate store lies, as for OpenSSL's own programs"),
        (OpenSsl.VersionOverride, "the suffix of the libssl.so to be used, before any other that is there"),
        ("NOTIFY_SOCKET, WATCHDOG_USEC, JOURNAL_STREAM", "set by systemd for its services, see sd_notify(3) and systemd.exec(5)"),
        ("SOURCE_DATE_EPOCH", "the date of the manual pages when a package is built"),
        ("http_proxy, https_proxy", "not looked at: the application is asked directly, as the trainer does"),
    ];

    public static IReadOnlyList<(string Term, string Meaning)> Files { get; } =
    [
        (Host.Settings, "the settings, see hs-trainer-agent.json(5)"),
        ("/var/lib/hs-trainer/TRAINER.json", "the applied record: which settings run.sh has last succeeded with, and when; written by the trainer's unit and by `adopt`"),
        ($"HS_PATH/{ClaimFolder.Name}/", "claims, one a machine and version: who started or adopted a trainer on this data, and when; see `explain storage.shared-with-host`"),
        ("/var/lib/hs-trainer/.pause.json", "who has paused the agent, until when and why; written by `pause`, removed by `resume`"),
        ("/var/lib/hs-trainer-agent/", "the daemon's own state: tries and pauses between them"),
        ("/run/hs-trainer/", "runs in progress, what was refused and why, what the guard last said, and when a trainer was last repaired"),
        (Host.Status, "what the daemon knows, which `status` shows"),
        ("/run/hs-trainer-agent-broker.sock", "where the daemon asks for a restart, a repair or the guard; for root and the group hs-trainer-agent"),
        ("/usr/share/hs-trainer-agent/hs-trainer-agent.schema.json", "the JSON Schema of the settings, for editors and configuration tools"),
        ("/usr/share/doc/hs-trainer-agent/", "an example with every key, the SELinux note, licences"),
        ("hs-trainer-agent.service", "the daemon"),
        ("hs-trainer-agent-broker.socket, hs-trainer-agent-broker@.service", "the broker, one instance a request; root without capabilities"),
        ("hs-trainer@TRAINER.service", "a trainer: `run.sh trainer` and what it left running; it may be started, stopped and restarted by hand"),
        ("hs-trainer-agent-guard@TRAINER.service", "asks the operator's guard (`apply.guard`) before a rerun"),
        ("hs-trainer-agent-repair@TRAINER.service", "the documented steps against a trainer's drift, as `repair` takes them by hand"),
    ];
}
