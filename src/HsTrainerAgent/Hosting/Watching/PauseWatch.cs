using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting.Watching;

/// <summary>Sees at once when somebody pauses the agent, resumes it, or a pause comes to its end: tells it, and has every trainer planned for and checked again.</summary>
internal sealed class PauseWatch(RunOptions options, Pauses pauses, CurrentSettings current, Nudges nudges, CheckRounds rounds, Teller teller, TimeProvider clock) : BackgroundService
{
    /// <summary>Where no word of a change comes, the file is looked at as often; while it holds somebody up, more often.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15), Attentive = TimeSpan.FromSeconds(2), Soonest = TimeSpan.FromMilliseconds(20);

    private volatile TaskCompletionSource hint = Fresh();

    private Task<bool> following = Task.FromResult(false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = new FolderHints(() => hint.TrySetResult());
        var (before, followed) = (PauseStanding.None, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            hint = Fresh();
            followed = await FollowAsync(hints, followed).ConfigureAwait(false);
            var now = await pauses.LookAsync(stoppingToken).ConfigureAwait(false);
            if (Words(now) is var word && word != Words(before))
                await TellAsync(before, now, stoppingToken).ConfigureAwait(false);
            before = now;
            var wait = !now.Holds ? Calm : now.InForce?.Left(clock) is { } left && left < Attentive ? left : Attentive;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(hint.Task, Task.Delay(wait > Soonest ? wait : Soonest, clock, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> FollowAsync(FolderHints hints, bool followed)
    {
        if (followed && !hints.Stale)
            return true;
        // On a thread of its own, and one at a time: the folder's file system may hang, and then the looks tell all the same.
        var folder = Path.GetDirectoryName(options.Host.Pause)!;
        if (following.IsCompleted)
        {
            following = Task.Factory.StartNew(() =>
            {
                hints.Follow([(folder, Path.GetFileName(options.Host.Pause))]);
                return Directory.Exists(folder);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        return await Task.WhenAny(following, Task.Delay(Attentive, clock)).ConfigureAwait(false) == following && await following.ConfigureAwait(false);
    }

    // Without its end, which moves when the clock is set.
    private static string Words(PauseStanding standing) => standing.Unclear ?? (standing.InForce is { } pause ? $"{pause.Since:O} {pause.For} {pause.By}: {pause.Reason}" : "");

    private async Task TellAsync(PauseStanding before, PauseStanding now, CancellationToken stop)
    {
        if (now.Unclear is { } unclear)
            teller.Tell(EventKind.PauseUnclear, unclear);
        else if (now.InForce is { } pause)
            teller.Tell(EventKind.Paused, $"by {Printable.Line(pause.By)} until {PlanWords.Time(now.Ends)}: {Printable.Line(pause.Reason)}; nothing is applied, started or repaired by itself until then");
        else
            teller.Tell(EventKind.Resumed, before.InForce is { } over ? $"the pause by {Printable.Line(over.By)} {(over.Left(clock) > TimeSpan.Zero ? "was ended" : "is over")}" : "no pause is in the way any more");
        foreach (var trainer in current.Now.Settings?.Trainers ?? [])
            nudges.Nudge(trainer.Name);
        await rounds.RunAsync("trainer", stop).ConfigureAwait(false);
    }
}
