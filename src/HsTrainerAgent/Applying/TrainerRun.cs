using System.Text.Json.Serialization;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>How far a run has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPhase>))]
internal enum RunPhase
{
    /// <summary>run.sh runs and its trainer does not count as applied yet.</summary>
    Starting,

    /// <summary>The trainer counts as applied; start-trainer may still watch it and carry its output.</summary>
    Applied,

    /// <summary>It is over, and <see cref="TrainerRun.Failure"/> says why unless it went well.</summary>
    Ended,
}

/// <summary>The last run of one trainer in this boot, as start-trainer left it: how a restarted agent joins a run, and a rerun finds what is left of the old one.</summary>
/// <param name="Id">Unique to the run; its processes carry it in their environment.</param>
/// <param name="Boot">The boot id, or <see cref="BootOfItsFile"/>.</param>
/// <param name="Pid">start-trainer's own process, with its start time.</param>
internal sealed record TrainerRun(string Id, string Boot, int Pid, ulong PidStart, string Fingerprint, DateTimeOffset StartedAt)
{
    /// <summary>
    /// Instead of a boot id, for a run that a unit started: systemd keeps /run in memory, so that its state is of this boot or not there at all.
    /// The id itself may read differently inside a sandbox and outside.
    /// </summary>
    public const string BootOfItsFile = "";

    /// <summary>The inode of the lock that start-trainer holds until run.sh has ended; 0 when it is not known.</summary>
    public ulong LockInode { get; init; }

    /// <summary>The session of run.sh, once it has started.</summary>
    public int? Session { get; init; }

    public ulong SessionStart { get; init; }

    public RunPhase Phase { get; init; }

    /// <summary>run.sh itself is the trainer: it ends with it.</summary>
    public bool Foreground { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>A sentence without the token, null when nothing failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Somebody stopped it on purpose (SIGTERM to start-trainer): not a failure, and no reason to run it again.</summary>
    public bool Stopped { get; init; }

    /// <summary>The host's own path of the bundle, by which a trainer is found that has another name now.</summary>
    // Null is what the generated reader puts in the place of a member that a file lacks, whatever the default.
    public string Bundle { get; init => field = value ?? ""; } = "";

    /// <summary>The run's processes when its state was last written.</summary>
    public IReadOnlyList<SeenProcess> Processes { get; init => field = value ?? []; } = [];

    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool IsOfThisBoot => Boot == BootOfItsFile || Linux.Boot.Same(Boot, Linux.Boot.Id);

    /// <summary>
    /// Whether start-trainer lives. A daemon that may not see the processes of root (ProtectProc=invisible, hidepid=) sees its lock instead, which it
    /// gives back a little earlier: when run.sh has ended, though it may still carry the output of what run.sh has left.
    /// </summary>
    [JsonIgnore]
    public bool IsWatched => IsOfThisBoot && (ProcessTable.Find(Pid) is { } seen ? seen.IsAlive && seen.Start == PidStart : FlockTable.Holds(Pid, LockInode));

    /// <summary>run.sh is on its way and start-trainer lives to tell how it ends.</summary>
    [JsonIgnore]
    public bool InProgress => Phase == RunPhase.Starting && WasWatched;

    /// <summary>Why this run must not be taken for applied, or null.</summary>
    [JsonIgnore]
    public string? Fault => Phase switch
    {
        RunPhase.Ended => Stopped ? null : Failure,
        RunPhase.Applied when Foreground && IsOfThisBoot && !WasWatched => "start-trainer was killed, and the foreground trainer with it",
        RunPhase.Starting when !WasWatched => "start-trainer was killed before run.sh had succeeded",
        _ => null,
    };

    /// <summary>As it was when <see cref="Of"/> read the state: start-trainer may have written its end and left since.</summary>
    private bool WasWatched => watched ?? IsWatched;

    private bool? watched;

    public static string MarkOf(string id) => "HS_TRAINER_RUN=" + id;

    public ProcessTree Tree() => new(IsOfThisBoot ? Session : null, SessionStart, MarkOf(Id)) { Seen = IsOfThisBoot ? Processes : [] };

    /// <summary>The trainer's last run, or null; what its applied record says of it wins, for the run's own state may have found no room on the disk.</summary>
    /// <exception cref="IOException">The applied record cannot be read.</exception>
    public static TrainerRun? Of(HostPaths host, string trainer)
    {
        var path = host.Run(trainer);
        var run = Read(path);
        if (run is not null)
        {
            var watched = run.IsWatched;
            // An end is written before start-trainer leaves: seen gone only now, it may have left another state than the one just read.
            run = (!watched && Read(path) is { } last && last.Id == run.Id ? last : run) with { watched = watched };
        }
        return run is { Phase: RunPhase.Starting } && AppliedRecord.ReadIntact(host.AppliedRecord(trainer)) is { } record && record.Run == run.Id
            ? run with { Phase = RunPhase.Applied, Foreground = record.Mode == AppliedMode.Foreground }
            : run;
    }

    public static TrainerRun? Read(string path) => Read(path, out _);

    /// <param name="wrong">Why it tells nothing though it is there, in words that follow the path; else null.</param>
    public static TrainerRun? Read(string path, out string? wrong) => ApplyingJson.Read(path, ApplyingJson.Default.TrainerRun, out wrong);

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(string path) => ApplyingJson.Write(path, this, ApplyingJson.Default.TrainerRun);
}
