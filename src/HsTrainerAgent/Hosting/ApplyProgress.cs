using System.Collections.Concurrent;

namespace HsTrainerAgent.Hosting;

/// <summary>Knows which trainers' settings are just being applied, so that nobody is told of a drift that is cured the next moment.</summary>
internal sealed class ApplyProgress
{
    private readonly ConcurrentDictionary<string, long> rested = new();

    public void Began(string trainer) => rested.TryRemove(trainer, out _);

    /// <summary>Under these settings nothing is to be done now.</summary>
    public void Rested(string trainer, long epoch) => rested[trainer] = epoch;

    public bool IsUnderWay(string trainer, long epoch) => !rested.TryGetValue(trainer, out var known) || known != epoch;
}
