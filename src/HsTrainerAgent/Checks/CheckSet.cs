using HsTrainerAgent.Checks.Storage;

namespace HsTrainerAgent.Checks;

/// <summary>Every check there is, always in the same order.</summary>
internal static class CheckSet
{
    public static IReadOnlyList<ICheck> All { get; } = [new StorageCheck()];

    public static IEnumerable<FindingKind> Kinds => All.SelectMany(check => check.Kinds);
}
