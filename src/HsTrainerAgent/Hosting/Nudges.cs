using System.Collections.Concurrent;

namespace HsTrainerAgent.Hosting;

/// <summary>Has a trainer planned for again at once, instead of at the next look.</summary>
internal sealed class Nudges
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the next nudge; taken before looking, it misses none.</summary>
    public Task NextAsync(string trainer) =>
        waiting.GetOrAdd(trainer, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Nudge(string trainer)
    {
        if (waiting.TryRemove(trainer, out var nudged))
            nudged.SetResult();
    }
}
