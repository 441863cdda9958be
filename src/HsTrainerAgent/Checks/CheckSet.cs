using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Checks.Trainer;

namespace HsTrainerAgent.Checks;

/// <summary>Every check there is, always in the same order.</summary>
internal static class CheckSet
{
    public static IReadOnlyList<ICheck> All { get; } = [new StorageCheck(), new ApiCheck(), new TrainerCheck()];

    public static IEnumerable<FindingKind> Kinds => All.SelectMany(check => check.Kinds);
}
