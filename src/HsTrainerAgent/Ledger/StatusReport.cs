using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HsTrainerAgent.Ledger;

/// <summary>What the running daemon knows: the shape of <c>check --output json</c>, and more. A contract, as the file and as <c>status --output json</c>.</summary>
/// <param name="Status">As in <c>in-sync</c>.</param>
/// <param name="ExitCode">As <c>check</c> would end.</param>
/// <param name="State">All of it in one line; see <see cref="StatusLine"/>.</param>
internal sealed record StatusReport(
    string Host, DateTimeOffset At, string Status, int ExitCode, string State, AgentState Agent, SettingsState Settings,
    IReadOnlyList<TrainerState> Trainers, IReadOnlyList<CheckState> Checks)
{
    /// <summary>Null when nobody has paused the agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PauseState? Pause { get; init; }

    [JsonIgnore]
    public IEnumerable<FindingState> Findings => Checks.SelectMany(check => check.Findings);
}

/// <summary>The daemon itself.</summary>
/// <param name="ProcessStart">Clock ticks after boot; with the pid it names the process for as long as the machine is up.</param>
/// <param name="HeartbeatSeconds">The report is rewritten at least as often.</param>
/// <param name="MonotonicSeconds">The machine's monotonic clock when the report was made, which tells its age also when the wall clock was set.</param>
/// <param name="Stuck">What makes no progress, so that systemd is given no sign of life; null when all is well.</param>
internal sealed record AgentState(
    string Version, int Pid, ulong ProcessStart, DateTimeOffset StartedAt, double HeartbeatSeconds, double MonotonicSeconds, string? Stuck);

/// <summary>A pause: the agent looks, and does nothing by itself.</summary>
/// <param name="Until">On the wall clock; null, as all but the reason, when only the reason is known: why it cannot be told whether it is paused.</param>
/// <param name="By">The operator.</param>
internal sealed record PauseState(DateTimeOffset? Since, DateTimeOffset? Until, string Reason, string? By);

/// <summary>The settings file.</summary>
/// <param name="State">One of <see cref="SettingsWords"/>.</param>
/// <param name="Url">The application of the settings in force; null while none are.</param>
/// <param name="Errors">What is wrong with the file, in sentences.</param>
/// <param name="Reason">Why the file cannot be looked at just now, or null.</param>
internal sealed record SettingsState(string File, string State, string? Url, IReadOnlyList<string> Errors, string? Reason)
{
    /// <summary>Not configured though the file is there: nothing is filled in.</summary>
    public bool Blank { get; init; }
}

/// <summary>How the settings file can stand.</summary>
internal static class SettingsWords
{
    public const string Reading = "reading";
    public const string NotConfigured = "not-configured";
    public const string Loaded = "loaded";

    /// <summary>The last good ones, if there were any, are in force.</summary>
    public const string Invalid = "invalid";
}

/// <summary>One trainer and how far its settings are applied.</summary>
/// <param name="State">One of <see cref="ApplyWords"/>.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Reason">Why, where that is more than the word.</param>
/// <param name="Until">When a backoff, a pause or the wait of apply.splay ends, or a maintenance window opens.</param>
/// <param name="Failures">Failed runs in a row.</param>
/// <param name="Fingerprint">Of the settings in force, twelve digits; null when it cannot be told.</param>
/// <param name="Applied">Null when no run is known to have succeeded.</param>
/// <param name="Unit">Its unit as process 1 has it; null where no systemd runs it.</param>
internal sealed record TrainerState(
    string Name, string Version, string State, DateTimeOffset? Since, string? Reason, DateTimeOffset? Until, int Failures,
    string? Fingerprint, AppliedState? Applied, UnitStanding? Unit)
{
    /// <summary>Its applied record is there and cannot be understood, so that it is not known what it was applied with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RecordDamaged { get; init; }
}

/// <summary>How the applying of a trainer's settings can stand.</summary>
internal static class ApplyWords
{
    public const string Unknown = "unknown";
    public const string InSync = "in-sync";
    public const string Applying = "applying";
    public const string Held = "held";

    /// <summary>Something is to be applied when the operator's pause is over.</summary>
    public const string Paused = "paused";

    /// <summary>Something is to be applied when its time has come: one of apply.windows opens, or this host's part of apply.splay is over.</summary>
    public const string Waiting = "waiting";

    public const string BackingOff = "backing-off";
    public const string GivenUp = "given-up";
    public const string Manual = "manual";
    public const string Stopped = "stopped";
}

/// <summary>The applied record, as far as it may be shown.</summary>
/// <param name="Fingerprint">Twelve digits.</param>
/// <param name="Mode"><c>detached</c>, <c>foreground</c> or <c>adopted</c>.</param>
internal sealed record AppliedState(string Fingerprint, DateTimeOffset At, string Mode, double DurationSeconds);

/// <summary>A unit in the words of systemctl show.</summary>
internal sealed record UnitStanding(string Name, string Active, string Sub, string Result);

/// <summary>One check, of one trainer where it looks at each.</summary>
/// <param name="ElapsedMs">How long the last look took; null before the first.</param>
/// <param name="At">When it last looked; null before the first look under the settings in force.</param>
/// <param name="NextAt">When its schedule lets it look again.</param>
internal sealed record CheckState(
    string Name, string? Trainer, string Status, string? Reason, double? ElapsedMs, DateTimeOffset? At, DateTimeOffset? NextAt,
    IReadOnlyList<FindingState> Findings)
{
    /// <summary>How often it has looked since the daemon started.</summary>
    public long Looks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Facts { get; init; }
}

/// <summary>A finding that is open.</summary>
internal sealed record FindingState(
    string Code, string Severity, string Subject, string Desired, string Observed, string Fix, DateTimeOffset Since);
