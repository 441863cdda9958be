using System.Collections.Concurrent;

namespace HsTrainerAgent.Applying;

/// <summary>Knows which starts of trainers' units this process has asked for, so that those of others can be told apart.</summary>
internal sealed class OwnStarts
{
    private readonly ConcurrentDictionary<string, string?> last = new();

    /// <summary>From now on, whatever starts is taken for this one's.</summary>
    public void Asking(string trainer) => last[trainer] = null;

    /// <param name="invocation">The unit's InvocationID now; null when it cannot be told, so that no later start is taken for this one's either.</param>
    public void Asked(string trainer, string? invocation) => last[trainer] = invocation ?? "";

    public bool Is(string trainer, string invocation) => last.TryGetValue(trainer, out var known) && (known is null || known == invocation);
}
