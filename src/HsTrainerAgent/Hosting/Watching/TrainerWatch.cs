using System.Threading.Channels;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting.Watching;

/// <summary>Watches the units of the settings' trainers: tells what others do to them, and has the trainer planned for and checked again when they change.</summary>
internal sealed class TrainerWatch(
    SystemBus bus, CurrentSettings current, OwnStarts own, SeenUnits seen, Nudges nudges, CheckRounds rounds, Teller teller, TimeProvider clock) : BackgroundService
{
    /// <summary>However quiet the bus is, each unit is read again after this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();

    /// <summary>The trainers whose units cannot be read; told when the first joins and when the last leaves.</summary>
    private readonly HashSet<string> blind = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var followed = new Dictionary<string, Task>();
        var state = current.Now;
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var trainer in state.Settings?.Trainers ?? [])
            {
                if (!followed.TryGetValue(trainer.Name, out var task) || task.IsCompleted)
                    followed[trainer.Name] = FollowAsync(trainer.Name, stoppingToken);
            }
            var changed = current.ChangedAsync(state.Epoch, stoppingToken);
            var first = await Task.WhenAny([changed, .. followed.Values]).ConfigureAwait(false);
            // A trainer that nobody watches any more: because the settings no longer name it, or by a fault, which ends the daemon for all to see.
            await first.ConfigureAwait(false);
            foreach (var name in followed.Where(follow => follow.Value.IsCompleted).Select(follow => follow.Key).ToList())
                followed.Remove(name);
            state = current.Now;
        }
    }

    // Ends when the settings name this trainer no more.
    private async Task FollowAsync(string trainer, CancellationToken stop)
    {
        var unit = UnitNames.Trainer(trainer);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watch = bus.Watch(unit, () => changes.Writer.TryWrite(true));
        UnitState? before = null;
        while (current.Now.Settings is { } settings && settings.Trainers.Any(known => known.Name == trainer))
        {
            var state = await LookAsync(trainer, unit, stop).ConfigureAwait(false);
            seen.Saw(trainer, state);
            if (state is { HasJob: false, IsStarting: false })
            {
                if (before is not null && before != state)
                    await TellAsync(trainer, before, state, stop).ConfigureAwait(false);
                before = state;
            }
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(changes.Reader.WaitToReadAsync(enough.Token).AsTask(), Task.Delay(Longest, clock, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            changes.Reader.TryRead(out _);
        }
        seen.Saw(trainer, null);
        Sees(trainer);
    }

    private async Task TellAsync(string trainer, UnitState before, UnitState state, CancellationToken stop)
    {
        foreach (var (kind, sentence) in UnitNews.Between(before, state, own.Is(trainer, state.Invocation)))
            teller.Tell(kind, $"{trainer}: {sentence}", (Field.Trainer, trainer));
        nudges.Nudge(trainer);
        await rounds.RunAsync("trainer", stop).ConfigureAwait(false);
    }

    private async Task<UnitState?> LookAsync(string trainer, string unit, CancellationToken stop)
    {
        try
        {
            var state = await bus.ReadAsync(unit, stop).ConfigureAwait(false);
            Sees(trainer);
            return state;
        }
        catch (BusException fault)
        {
            lock (gate)
            {
                if (blind.Add(trainer) && blind.Count == 1)
                    teller.Tell(EventKind.BusLost, $"process 1 cannot be asked: {fault.Message}");
            }
            return null;
        }
    }

    private void Sees(string trainer)
    {
        lock (gate)
        {
            if (blind.Remove(trainer) && blind.Count == 0)
                teller.Tell(EventKind.BusBack, "process 1 can be asked again");
        }
    }
}
