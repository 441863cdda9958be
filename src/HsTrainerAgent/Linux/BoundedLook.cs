using System.Collections.Concurrent;

namespace HsTrainerAgent.Linux;

/// <summary>Looks at files on a thread of its own and answers by the deadline; while one look at a thing hangs, no other is begun.</summary>
internal sealed class BoundedLook(TimeProvider clock, TimeSpan deadline)
{
    private readonly ConcurrentDictionary<string, Task> hanging = new();

    /// <param name="what">Names the thing; words that an operator reads.</param>
    /// <exception cref="IOException">There was no answer within the deadline, or the look itself failed so.</exception>
    public async Task<T> AtAsync<T>(string what, Func<T> look, CancellationToken cancellation)
    {
        if (hanging.TryGetValue(what, out var earlier) && !earlier.IsCompleted)
            throw Hangs(what);
        var task = Task.Factory.StartNew(look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await task.WaitAsync(deadline, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            hanging[what] = task;
            throw Hangs(what);
        }
    }

    private IOException Hangs(string what) => new($"{what}: no answer from the file system within {deadline.TotalSeconds:0.#} s");
}
