using HsTrainerAgent.Checks;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>Which looks <c>check</c> takes: check order, then trainer order, whatever the order on the command line.</summary>
internal static class CheckSelection
{
    /// <param name="names">The checks' names, or none for all.</param>
    /// <param name="trainers">The trainers' names, or none for all; checks of the host or the application are taken in any case.</param>
    public static IEnumerable<(ICheck Check, TrainerSettings? Trainer)> Of(
        IEnumerable<ICheck> checks, IReadOnlyList<TrainerSettings> all, IReadOnlyCollection<string> names, IReadOnlyCollection<string> trainers)
    {
        foreach (var check in checks.Where(check => names.Count == 0 || names.Contains(check.Name)))
        {
            if (!check.PerTrainer)
                yield return (check, null);
            foreach (var trainer in all.Where(trainer => check.PerTrainer && (trainers.Count == 0 || trainers.Contains(trainer.Name))))
                yield return (check, trainer);
        }
    }
}
