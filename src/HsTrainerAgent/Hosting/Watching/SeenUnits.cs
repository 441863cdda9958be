using System.Collections.Concurrent;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Hosting.Watching;

/// <summary>The trainers' units as they were last seen.</summary>
internal sealed class SeenUnits
{
    private readonly ConcurrentDictionary<string, UnitState> latest = new();

    /// <summary>Null when it was never seen, or cannot be seen now.</summary>
    public UnitState? Of(string trainer) => latest.GetValueOrDefault(trainer);

    public void Saw(string trainer, UnitState? state)
    {
        if (state is null)
            latest.TryRemove(trainer, out _);
        else
            latest[trainer] = state;
    }
}
