using System.Collections.Concurrent;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Runs a check for each trainer, or once, with the settings in force; a round of a check waits for the one before.</summary>
internal sealed class CheckRounds(IEnumerable<ICheck> checks, CheckRunner runner, CurrentSettings current, LedgerKeeper keeper, ApplyProgress progress, TimeProvider clock)
{
    private readonly Dictionary<string, (ICheck Check, SemaphoreSlim Turn)> known =
        checks.ToDictionary(check => check.Name, check => (check, new SemaphoreSlim(1)));

    private readonly ConcurrentDictionary<string, long> begun = new();

    public IEnumerable<string> Names => known.Keys;

    /// <summary>The rounds that have begun and not come to an end.</summary>
    public IEnumerable<(ICheck Check, TimeSpan Lasting)> UnderWay => begun.Select(round => (known[round.Key].Check, clock.GetElapsedTime(round.Value)));

    /// <summary>Does nothing while there are no settings, or when there is no such check.</summary>
    public async Task RunAsync(string name, CancellationToken cancellation)
    {
        if (!known.TryGetValue(name, out var mine))
            return;
        await mine.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            begun[name] = clock.GetTimestamp();
            var (settings, epoch) = current.Now;
            if (settings is not null)
                await RunAsync(mine.Check, settings, epoch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            begun.TryRemove(name, out _);
            mine.Turn.Release();
        }
    }

    private Task RunAsync(ICheck check, AgentSettings settings, long epoch, CancellationToken cancellation)
    {
        return Task.WhenAll(check.PerTrainer ? settings.Trainers.Where(IsCalm).Select(LookAsync) : [LookAsync(null)]);

        bool IsCalm(TrainerSettings trainer) => check.Name != "trainer" || !progress.IsUnderWay(trainer.Name, epoch);

        async Task LookAsync(TrainerSettings? trainer) =>
            keeper.Enter(await runner.RunAsync(check, settings, trainer, cancellation, () => current.Now.Epoch == epoch).ConfigureAwait(false), epoch);
    }
}
