using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting;

/// <summary>Takes a step for each trainer when the settings change and from time to time; never lets a change wait behind another trainer's run.</summary>
internal sealed class ApplyLoop(
    CurrentSettings current, Applier applier, ApplyProgress progress, ApplyStates states, CheckRounds rounds, Nudges nudges, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<string, Task>();
        var state = current.Now;
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var trainer in state.Settings?.Trainers ?? [])
            {
                if (!running.ContainsKey(trainer.Name))
                    running[trainer.Name] = FollowAsync(trainer.Name, stoppingToken);
            }
            var changed = current.ChangedAsync(state.Epoch, stoppingToken);
            var first = await Task.WhenAny([changed, .. running.Values]).ConfigureAwait(false);
            if (first != changed)
            {
                // A trainer that nobody follows any more: because the settings no longer name it, or by a fault, which ends the daemon for all to see.
                await first.ConfigureAwait(false);
                foreach (var name in running.Where(follow => follow.Value.IsCompleted).Select(follow => follow.Key).ToList())
                    running.Remove(name);
            }
            state = current.Now;
        }
        await Task.WhenAll(running.Values).ConfigureAwait(false);
    }

    // Ends when the settings name this trainer no more; a trainer is never stopped for that.
    private async Task FollowAsync(string name, CancellationToken stop)
    {
        await Task.Yield();
        (ApplyPlan Plan, long Epoch)? before = null;
        while (!stop.IsCancellationRequested)
        {
            var state = current.Now;
            if (state.Settings is not { } settings || settings.Trainers.FirstOrDefault(one => one.Name == name) is not { } trainer)
                return;
            var nudged = nudges.NextAsync(name);
            try
            {
                var step = await applier.StepAsync(settings, trainer, PlanAsk.Nobody, () => Began(name), stop).ConfigureAwait(false);
                states.Took(name, step);
                if (!step.Acted)
                {
                    progress.Rested(name, state.Epoch);
                    // What was done shows in the trainer check; nobody should read about it a minute later.
                    if (before != (step.Plan, state.Epoch))
                        await rounds.RunAsync("trainer", stop).ConfigureAwait(false);
                }
                before = (step.Plan, step.Acted ? -1 : state.Epoch);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
                // That a start was refused is news of its unit too: heeded, it would be tried again at once, and again.
                var heeded = step.Result is { Refused: true } ? Task.Delay(Timeout.InfiniteTimeSpan, clock, enough.Token) : nudged;
                await Task.WhenAny(current.ChangedAsync(state.Epoch, enough.Token), heeded, Task.Delay(step.Again, clock, enough.Token)).ConfigureAwait(false);
                await enough.CancelAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Began(string name)
    {
        progress.Began(name);
        states.Began(name);
    }
}
