namespace HsTrainerAgent.Checks.Trainer;

/// <summary>What can be wrong with a trainer's bundle and with how its settings were applied.</summary>
internal static class TrainerKinds
{
    private const string Untar = "step 1: untar the Hyperscience bundle on the trainer server";
    private const string Run = "step 3: run the trainer";
    private const string Rerun = "step 3: whenever the connection changes, restart the trainer by rerunning the command";

    public static readonly FindingKind BundleMissing = new(
        "trainer.bundle-missing", Severity.Error, "The bundle is not where the settings say",
        "# unpack hyperscience-trainer-{version}.tgz so that {subject} exists, or correct trainers[].bundle in the settings", Untar,
        "The folder named by trainers[].bundle does not exist or is no folder. Without it run.sh cannot be run, so no change of the connection can be applied.");

    public static readonly FindingKind ScriptMissing = new(
        "trainer.script-missing", Severity.Error, "The bundle has no run.sh",
        "# unpack the bundle again: {subject} is missing", Untar,
        "The bundle's folder is there, but run.sh is not in it, or is not a file. The unpacking may have been interrupted, or the path leads one folder too high or too low.");

    public static readonly FindingKind ScriptWritable = new(
        "trainer.script-writable", Severity.Error, "Somebody else may change what runs as root",
        "chown root {place} && chmod go-w {place}", "",
        "run.sh runs as root. Whoever may write it, its bundle's folder or a folder above it can become root on this host with the next rerun. "
        + "start-trainer refuses to run such a script until only root, or the user that the agent runs as, may write it.");

    public static readonly FindingKind VersionUndocumented = new(
        "trainer.version-undocumented", Severity.Error, "The vendor's article has no layout for this version",
        "# correct trainers[].version in the settings; see: hs-trainer-agent layout --version {subject}", "steps 1 and 2: the tables by version",
        "The article's tables do not say which folders and labels this version needs, so the storage and selinux checks can judge only what holds for every version. "
        + "Most often the version is misspelt or lacks the patch number that decides between two rows.");

    public static readonly FindingKind NotApplied = new(
        "trainer.not-applied", Severity.Error, "The trainer was not started with the present settings",
        "hs-trainer-agent apply {subject}", Rerun,
        "URL, token, TLS files, revision, bundle, version or HS_PATH differ from those that run.sh trainer was last run with successfully, or it never was. "
        + "The daemon applies them by itself unless apply.mode is manual. A trainer that somebody started by hand with these very settings can be taken over with: hs-trainer-agent adopt NAME");

    public static readonly FindingKind ApplyFailed = new(
        "trainer.apply-failed", Severity.Error, "run.sh trainer failed",
        "hs-trainer-agent apply {subject}", Run,
        "The last run of run.sh with the present settings did not succeed. The agent tries again by itself, after 30 seconds at first and then ever more slowly, up to an hour. "
        + "Its output, with the token as ***, is in the journal: journalctl -u hs-trainer@NAME (without systemd in the agent's own output).");

    public static readonly FindingKind ApplyHeld = new(
        "trainer.apply-held", Severity.Error, "Settings wait to be applied: something stands in the way",
        "hs-trainer-agent check api; hs-trainer-agent apply --dry-run {subject}", Rerun,
        "Before run.sh is rerun, the agent asks the application whether it accepts the new settings, looks whether the bundle may be run, and asks apply.guard, where the settings have one. Something stands in the way, "
        + "so a trainer that runs keeps its earlier settings. They are applied as soon as it is gone. "
        + "Or they only wait for their time: for the end of a pause, for one of apply.windows, for this host's part of apply.splay; the finding says until when. "
        + "To apply them all the same: hs-trainer-agent apply --force NAME");

    public static readonly FindingKind ApplyGivenUp = new(
        "trainer.apply-given-up", Severity.Error, "run.sh trainer failed too often in a row",
        "hs-trainer-agent apply {subject}", Run,
        "After eight failures in a row the agent stops trying until the settings change or an operator applies. The output of the last run tells why it failed.");

    public static readonly FindingKind NotStarted = new(
        "trainer.not-started", Severity.Error, "The trainer does not run",
        "hs-trainer-agent apply {subject}", Run,
        "The trainer has not been started since the machine booted, or somebody has stopped it. With apply.atBoot (the default) "
        + "the daemon starts it after a boot by itself. What somebody has stopped stays stopped until the settings change or an operator applies.");

    public static readonly FindingKind RepairUndone = new(
        "trainer.repair-undone", Severity.Error, "Something undoes what the agent repairs",
        "auditctl -w {place} -p wa -k hs-trainer   # once it has come again: ausearch -i -k hs-trainer; when it has stopped: hs-trainer-agent repair {subject}", "",
        "With repair.mode auto the same drift came back three times, each time within ten minutes of its repair. So the agent has stopped repairing this trainer: two that undo each other's work do harm. "
        + "Who may it be? Configuration management (Puppet, Ansible, Salt, Chef), a line in /etc/tmpfiles.d, restorecond or a relabel by cron (fixfiles, restorecon), a container that is started with the "
        + "volume option :Z or :z, a cron job or a provisioning script that runs chown or writes .env. auditctl has the kernel note who changes the place, and ausearch shows it. "
        + "Repairs go on when the settings change or the agent is started anew, when the drift has been gone for half an hour, or after: hs-trainer-agent repair NAME");

    public static readonly FindingKind Paused = new(
        "trainer.paused", Severity.Warning, "The agent is paused",
        "hs-trainer-agent resume", "",
        "An operator has paused the agent on this host: it looks and tells, but applies, starts and repairs nothing by itself, also not after a boot. The pause ends by itself. "
        + "What waits for that is applied then. To end it now: hs-trainer-agent resume. To apply in spite of it: hs-trainer-agent apply --force NAME. "
        + "When the pause file is damaged, nobody can tell until when it was meant to last, and so the agent waits for a person to resume or to pause it anew.");

    public static IReadOnlyList<FindingKind> All { get; } =
        [BundleMissing, ScriptMissing, ScriptWritable, VersionUndocumented, NotApplied, ApplyFailed, ApplyHeld, ApplyGivenUp, NotStarted, RepairUndone, Paused];
}
