using System.Collections.Concurrent;

namespace HsTrainerAgent.Linux;

/// <summary>Looks at files on a thread of its own and answers by the deadline; while one look at a thing hangs, no other is begun.</summary>
internal sealed class BoundedLook(TimeProvider clock, TimeSpan deadline)
{
    private readonly ConcurrentDictionary<string, Hanging> hanging = new();

    private sealed record Hanging(Task Task, Touch Touch, DateTimeOffset Since);

    /// <param name="what">Names the thing; words that an operator reads.</param>
    /// <exception cref="UnansweredException">There was no answer within the deadline.</exception>
    /// <exception cref="IOException">The look itself failed so.</exception>
    public async Task<T> AtAsync<T>(string what, Func<T> look, CancellationToken cancellation)
    {
        if (hanging.TryGetValue(what, out var earlier) && !earlier.Task.IsCompleted)
            throw new UnansweredException(what, earlier.Touch.Path, earlier.Since);
        if (earlier is not null)
            hanging.TryRemove(KeyValuePair.Create(what, earlier));
        var (touch, since) = (new Touch(), clock.GetUtcNow());
        var task = Task.Factory.StartNew(() => touch.Watch(look), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await task.WaitAsync(deadline, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have come in the last moment, or be the look's own.
            if (task.IsCompleted)
                return await task.ConfigureAwait(false);
            // Of several looks that began before one was known to hang, the first tells since when.
            var mine = new Hanging(task, touch, since);
            var first = hanging.AddOrUpdate(what, mine, (_, other) => other.Task.IsCompleted ? mine : other);
            throw new UnansweredException(what, first.Touch.Path, first.Since);
        }
    }
}

/// <summary>A file system gave no answer in time; the call that asked it still waits.</summary>
/// <param name="since">When the look began.</param>
internal sealed class UnansweredException(string what, string? path, DateTimeOffset since)
    : IOException($"{what}: {(path is null ? "the file system" : UnixText.Shown(path))} {Words(since)}")
{
    public const string Lead = "has not answered since ";

    public DateTimeOffset Since => since;

    /// <summary>Words that follow the path; the same for as long as it lasts.</summary>
    public static string Words(DateTimeOffset since) => $"{Lead}{since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
}
