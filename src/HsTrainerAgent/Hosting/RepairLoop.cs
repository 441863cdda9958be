using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Trainer;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Hosting.Watching;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting;

/// <summary>Has a trainer's drift repaired by itself where the settings say so (repair.mode), one repair of a trainer at a time, until it holds or is undone too often.</summary>
internal sealed class RepairLoop(
    RunOptions options, CurrentSettings current, Outcomes outcomes, CheckRounds rounds, LedgerKeeper keeper, Pauses pauses, RepairOrder order, Teller teller, TimeProvider clock) : BackgroundService
{
    /// <summary>A repair by hand is seen as late as this, unless a look comes before.</summary>
    private static readonly TimeSpan Attentive = TimeSpan.FromMinutes(2);

    /// <summary>After a repair, beside the schedules: what is undone is to be seen while it counts as undone.</summary>
    private static readonly TimeSpan[] LooksAfter = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(9)];

    private static readonly string[] Checks = ["storage", "selinux"];

    /// <summary>As late as this a repair follows the end of a pause.</summary>
    private static readonly TimeSpan PausedRest = TimeSpan.FromSeconds(1);

    private readonly Nudges nudges = new();
    private readonly BoundedLook looks = new(clock, TimeSpan.FromSeconds(2));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        outcomes.Seen += Seen;
        var following = new Dictionary<string, Task>();
        var state = current.Now;
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var trainer in state.Settings is { Repair: RepairMode.Auto } settings ? settings.Trainers : [])
            {
                if (!following.TryGetValue(trainer.Name, out var earlier) || earlier.IsCompleted)
                    following[trainer.Name] = FollowAsync(trainer.Name, stoppingToken);
            }
            // A fault ends the daemon for all to see.
            foreach (var over in following.Values.Where(one => one.IsFaulted))
                await over.ConfigureAwait(false);
            var changed = current.ChangedAsync(state.Epoch, stoppingToken);
            await Task.WhenAny([changed, .. following.Values.Where(one => !one.IsCompleted)]).ConfigureAwait(false);
            state = current.Now;
        }
    }

    private void Seen(CheckOutcome outcome)
    {
        if (outcome.Trainer is { } trainer && Checks.Contains(outcome.Check))
            nudges.Nudge(trainer);
    }

    // Ends when the settings name this trainer no more, or ask for no repairs.
    private async Task FollowAsync(string name, CancellationToken stop)
    {
        await Task.Yield();
        var (watch, due, told) = (new RepairWatch(clock, options.RepairSettle), new Queue<long>(), (string?)null);
        var (epoch, report) = (current.Now.Epoch, await ReportAsync(name, "", stop).ConfigureAwait(false));
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var state = current.Now;
                var trainer = state.Settings is { Repair: RepairMode.Auto } settings ? settings.Trainers.FirstOrDefault(one => one.Name == name) : null;
                var now = await ReportAsync(name, report, stop).ConfigureAwait(false);
                if (state.Epoch != epoch || now != report)
                    watch.Reset();
                (epoch, report) = (state.Epoch, now);
                var nudged = nudges.NextAsync(name);
                var (seen, unseen) = trainer is null ? ([], "") : Repairable(trainer);
                var move = trainer is null ? RepairMove.Rest : watch.Next(seen, whole: unseen == "");
                await EnterAsync(name, move == RepairMove.Stopped ? watch.Undone : null, epoch, stop).ConfigureAwait(false);
                if (trainer is null)
                    return;
                if (move == RepairMove.Repair && (await pauses.LookAsync(stop).ConfigureAwait(false)).Holds)
                {
                    await Task.Delay(PausedRest, clock, stop).ConfigureAwait(false);
                    continue;
                }
                if (move == RepairMove.Repair)
                {
                    var failure = await RepairAsync(trainer, watch, seen, unseen, stop).ConfigureAwait(false);
                    var own = await ReportAsync(name, report, stop).ConfigureAwait(false);
                    // What came to a report was told there.
                    if (failure is not null && failure != told && (own == report || !HasFailed(own)))
                        teller.Tell(EventKind.RepairFailed, $"{name}: {failure}", (Field.Trainer, name));
                    (told, report) = (failure, own);
                    due = new(LooksAfter.Select(after => clock.GetTimestamp() + (long)(after.TotalSeconds * clock.TimestampFrequency)));
                    continue;
                }
                var wait = Rest(move == RepairMove.Wait ? watch.Left : null, due.TryPeek(out var look) ? clock.GetElapsedTime(clock.GetTimestamp(), look) : null);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var rested = Task.Delay(wait, clock, enough.Token);
                await Task.WhenAny(current.ChangedAsync(epoch, enough.Token), nudged, rested).ConfigureAwait(false);
                var settled = rested.IsCompletedSuccessfully && wait < Attentive;
                await enough.CancelAsync().ConfigureAwait(false);
                var isDue = false;
                for (; due.TryPeek(out var next) && next <= clock.GetTimestamp(); isDue = true)
                    due.Dequeue();
                if (settled || isDue)
                    await LookAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was asked for goes on without the daemon.
        }
    }

    /// <summary>How long nothing is to be done unless something is told.</summary>
    /// <param name="wait">Until a repair; null when none is wanted.</param>
    /// <param name="look">Until the next look; null when none is due.</param>
    public static TimeSpan Rest(TimeSpan? wait, TimeSpan? look) =>
        new(Math.Max(0, Math.Min(Attentive.Ticks, Math.Min((wait ?? Attentive).Ticks, (look ?? Attentive).Ticks))));

    /// <summary>Null when all was healed; else why not.</summary>
    private async Task<string?> RepairAsync(TrainerSettings trainer, RepairWatch watch, IReadOnlyCollection<Finding> before, string unseen, CancellationToken stop)
    {
        var failure = await order(trainer.Name, stop).ConfigureAwait(false);
        await LookAsync(stop).ConfigureAwait(false);
        var (after, unseenAfter) = Repairable(trainer);
        // Who repaired has looked as well: what is seen again by now was undone since, as if it were seen a second later.
        if (failure is null)
            after = [];
        // What could not be looked at before either hides none of what was seen then.
        return watch.Repaired(before, after, whole: failure is null || unseenAfter == "" || unseenAfter == unseen) ? null : failure;
    }

    private async Task LookAsync(CancellationToken stop)
    {
        foreach (var check in Checks)
            await rounds.RunAsync(check, stop).ConfigureAwait(false);
    }

    /// <summary>What could be repaired, and what could not be looked at, empty when all was.</summary>
    private (IReadOnlyCollection<Finding> Seen, string Unseen) Repairable(TrainerSettings trainer)
    {
        var (findings, unseen) = (new List<Finding>(), "");
        foreach (var check in Checks)
        {
            var outcome = outcomes.Latest(check, trainer.Name);
            findings.AddRange(outcome?.Findings ?? []);
            if (outcome is not ({ Status: CheckStatus.NotApplicable } or { Status: CheckStatus.InSync or CheckStatus.Drift, Reason: null }))
                unseen += $"{check}: {outcome?.Reason ?? "not looked yet"}\n";
        }
        return ([.. RepairPlan.For(trainer, findings, labelled: true).Remedies.Select(remedy => remedy.Heals)], unseen);
    }

    private async Task EnterAsync(string name, Finding? undone, long epoch, CancellationToken stop)
    {
        var isOpen = keeper.Open.Any(open => open.Trainer == name && open.Finding.Code == TrainerKinds.RepairUndone.Code);
        if (undone is null && !isOpen)
            return;
        var look = new Look();
        if (undone is not null)
            look.Found(TrainerKinds.RepairUndone.Found(name, "what was repaired stays so",
                $"{undone.Code} {undone.Subject}: undone {RepairWatch.Most} times, each within {RepairWatch.Window.TotalMinutes:0} min of its repair", ("place", undone.Subject)));
        keeper.EnterRepairs(look.Outcome("trainer", name, TimeSpan.Zero), epoch);
        if (undone is null || !isOpen)
            await rounds.RunAsync("trainer", stop).ConfigureAwait(false);
    }

    /// <summary>The last repair's report, whoever asked for it; empty when there is none, and the one known when there is no answer: a slow moment is no operator's repair.</summary>
    private async Task<string> ReportAsync(string name, string known, CancellationToken stop)
    {
        try
        {
            var file = options.Host.RepairReport(name);
            return await looks.AtAsync(file, () => UnixText.FromBytes(WholeFile.Read(file, 64 * 1024).Bytes), stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return known;
        }
    }

    private static bool HasFailed(string report) => report.Split('\n') is [_, not "", ..];
}

/// <summary>Has a trainer repaired as root; completes when that has come to an end.</summary>
/// <returns>Null when it went well, else why not.</returns>
internal delegate Task<string?> RepairOrder(string trainer, CancellationToken cancellation);
