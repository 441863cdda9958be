using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Watching;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>Puts the status report together from what the parts of the daemon know.</summary>
internal sealed class StatusSurvey(
    RunOptions options, CurrentSettings current, SettingsStanding standing, IEnumerable<ICheck> checks, LedgerKeeper keeper, Outcomes outcomes,
    CheckSchedules schedules, ApplyStates applying, Pauses pauses, TrainerRecords records, SeenUnits units, Progress progress, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset started = clock.GetUtcNow();
    private readonly ulong processStart = ProcessTable.Find(Environment.ProcessId)?.Start ?? 0;
    private string? host;

    /// <summary>As the parts know it: nothing is scrubbed, and the line is still to be made.</summary>
    public async Task<StatusReport> TakeAsync(CancellationToken cancellation)
    {
        host ??= await HostName.OfAsync(options.Host, Deadline, cancellation).ConfigureAwait(false);
        var settings = current.Now.Settings;
        var trainers = settings is null ? [] : await TrainersAsync(settings, cancellation).ConfigureAwait(false);
        var due = await DueAsync(settings, cancellation).ConfigureAwait(false);
        var (states, open) = keeper.AtOneMoment(open => (States(due, open), open));
        var looks = states.Select(check => check with { Findings = [.. open.Where(one => (one.Check, one.Trainer) == (check.Name, check.Trainer)).Select(Shown)] })
            .Select(Judged).ToList();
        var file = standing.Now;
        var agent = Agent();
        var blind = agent.Stuck is not null || file.Unseen is not null ? [CheckStatus.Unknown] : Array.Empty<CheckStatus>();
        var verdict = Verdict.Of([.. looks.Select(look => look.Status), .. blind], open.Select(one => one.Finding.Severity));
        return new StatusReport(
            host, clock.GetUtcNow(), verdict.Status.Word(), verdict.ExitCode, "", agent,
            new SettingsState(options.Host.Named(options.SettingsFile), file.State, settings?.Application.Url, file.Errors, file.Unseen) { Blank = file.Blank },
            trainers, [.. looks.Select(look => look.State)])
        { Pause = Shown(pauses.Now) };
    }

    private static PauseState? Shown(Applying.PauseStanding standing) =>
        standing.Unclear is { } unclear ? new PauseState(null, null, unclear, null)
        : standing.InForce is { } pause ? new PauseState(pause.Since, standing.Ends, Printable.Line(pause.Reason), Printable.Line(pause.By))
        : null;

    private AgentState Agent() => new(
        ThisBuild.Version, Environment.ProcessId, processStart, started, options.Heartbeat.TotalSeconds,
        Math.Round((double)clock.GetTimestamp() / clock.TimestampFrequency, 1), progress.Stuck);

    private async Task<IReadOnlyList<TrainerState>> TrainersAsync(AgentSettings settings, CancellationToken cancellation) =>
        await Task.WhenAll(settings.Trainers.Select(async trainer =>
        {
            var state = applying.Of(trainer.Name);
            return Trainer(trainer, state, await records.OfAsync(settings, trainer, state, cancellation).ConfigureAwait(false), units.Of(trainer.Name));
        })).ConfigureAwait(false);

    private static TrainerState Trainer(TrainerSettings trainer, ApplyState state, TrainerRecord record, UnitState? unit)
    {
        var (since, reason) = state.Word switch
        {
            ApplyWords.Held or ApplyWords.Paused or ApplyWords.Waiting => (record.Attempts.HeldSince ?? state.Since, state.Reason),
            ApplyWords.BackingOff or ApplyWords.GivenUp => (record.Attempts.FailedAt ?? state.Since, record.Attempts.Failure),
            _ => (state.Since, state.Reason),
        };
        var applied = record.Applied is not { } done ? null : new AppliedState(
            new Applying.Fingerprint(done.Fingerprint).Shown, done.At, done.Mode.ToString().ToLowerInvariant(), Math.Round(done.DurationSeconds, 1));
        return new TrainerState(
            trainer.Name, trainer.Version, state.Word, since, reason, state.Until, Math.Max(state.Failures, record.Attempts.Failures), record.Desired?.Shown, applied,
            unit is null ? null : new UnitStanding(unit.Name, unit.Active, unit.Sub, unit.Result))
        { RecordDamaged = record.Damaged };
    }

    /// <summary>When each check looks next, in the order of <c>check</c>: by check, then by trainer.</summary>
    private async Task<List<(string Check, string? Trainer, DateTimeOffset? Next)>> DueAsync(AgentSettings? settings, CancellationToken cancellation)
    {
        List<(string, string?, DateTimeOffset?)> due = [];
        foreach (var check in checks.Where(_ => settings is not null))
        {
            var next = await schedules.NextAsync(check.Name, cancellation).ConfigureAwait(false);
            foreach (var trainer in check.PerTrainer ? settings!.Trainers.Select(string? (trainer) => trainer.Name) : [null])
                due.Add((check.Name, trainer, next));
        }
        return due;
    }

    /// <summary>What is known of each look that is due, in their order; then what is open of a trainer or check that is not looked at now.</summary>
    private List<CheckState> States(IEnumerable<(string Check, string? Trainer, DateTimeOffset? Next)> due, IReadOnlyList<OpenFinding> open)
    {
        List<CheckState> states = [.. due.Select(look => State(look.Check, look.Trainer, look.Next))];
        foreach (var (check, trainer) in open.Select(one => (one.Check, one.Trainer)).Distinct())
        {
            if (!states.Any(state => (state.Name, state.Trainer) == (check, trainer)))
                states.Add(State(check, trainer, null));
        }
        return states;
    }

    private CheckState State(string check, string? trainer, DateTimeOffset? next)
    {
        var outcome = outcomes.Latest(check, trainer);
        return new CheckState(check, trainer, (outcome?.Status ?? CheckStatus.Unknown).Word(), outcome is null ? "not looked yet" : outcome.Reason,
            outcome is null ? null : Math.Round(outcome.Elapsed.TotalMilliseconds, 1), outcomes.LatestAt(check, trainer), next, [])
        { Looks = outcomes.Looks(check, trainer), Facts = outcome?.Facts };
    }

    // A look that could not see clears nothing: what was found before is still known.
    private static (CheckStatus Status, CheckState State) Judged(CheckState state)
    {
        var status = state.Findings.Count > 0 ? CheckStatus.Drift : Enum.GetValues<CheckStatus>().First(one => one.Word() == state.Status);
        return (status, state with { Status = status.Word(), Reason = state.At is null && state.Findings.Count > 0 ? null : state.Reason });
    }

    private static FindingState Shown(OpenFinding open) => new(
        open.Finding.Code, open.Finding.Severity.Word(), open.Finding.Subject, open.Finding.Desired, open.Finding.Observed, open.Finding.Fix, open.Since);
}
