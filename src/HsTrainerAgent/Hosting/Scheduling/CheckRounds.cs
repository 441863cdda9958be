using HsTrainerAgent.Checks;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Runs a check for each trainer, or once, with the settings in force, and enters each outcome as it comes.</summary>
internal sealed class CheckRounds(IEnumerable<ICheck> checks, CheckRunner runner, CurrentSettings current, LedgerKeeper keeper)
{
    public IReadOnlyList<ICheck> Checks { get; } = [.. checks];

    public async Task RunAsync(string name, CancellationToken cancellation)
    {
        var (settings, epoch) = current.Now;
        if (settings is null)
            return;
        var check = Checks.First(check => check.Name == name);
        await Task.WhenAll(check.PerTrainer ? settings.Trainers.Select(LookAsync) : [LookAsync(null)]).ConfigureAwait(false);

        async Task LookAsync(TrainerSettings? trainer) =>
            keeper.Enter(await runner.RunAsync(check, settings, trainer, cancellation).ConfigureAwait(false), epoch);
    }
}
