using System.Collections.Concurrent;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks;

/// <summary>Runs a check on a thread of its own and answers by the deadline, whatever the check does; a check that hangs is not started again until it has come back.</summary>
/// <param name="onDemand">Whether somebody waits for the answer: a look may then use both hands, and none is given more time than the deadline.</param>
internal sealed class CheckRunner(HostPaths host, TimeProvider clock, TimeSpan deadline, bool onDemand = false)
{
    /// <summary>For a look that was told to stop: one that is merely slow says what it has seen, one that waits for a file system does not come back.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Check, string? Trainer), Hanging> hanging = new();

    private sealed record Hanging(Task Task, string? Path, DateTimeOffset Since);

    public async Task<CheckOutcome> RunAsync(ICheck check, AgentSettings settings, TrainerSettings? trainer, CancellationToken cancellation)
    {
        var key = (check.Name, trainer?.Name);
        if (hanging.TryGetValue(key, out var earlier) && !earlier.Task.IsCompleted)
        {
            var silent = new Look();
            TellPath(key, earlier, silent);
            return silent.Outcome(check.Name, trainer?.Name, TimeSpan.Zero, $"an earlier look has been hanging since {earlier.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z{At(earlier.Path)}");
        }

        var look = new Look();
        var context = new CheckContext(host, settings, trainer, look, clock) { Threads = onDemand ? Math.Min(2, Environment.ProcessorCount) : 1 };
        var started = clock.GetTimestamp();
        var since = clock.GetUtcNow();
        var touch = new Touch();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A thread of its own: a blocked stat or getaddrinfo must not starve the pool that the rest of the agent runs on.
        var task = Task.Factory.StartNew(() => touch.Watch(() =>
        {
            check.LookAsync(context, enough.Token).GetAwaiter().GetResult();
            return true;
        }), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var allowed = deadline;
        string? interrupted = null;
        try
        {
            await AnswerAsync().ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            var left = hanging[key] = new Hanging(task, touch.Path, since);
            await enough.CancelAsync().ConfigureAwait(false);
            if (left.Path is not null || look.GotOn())
                await Task.WhenAny(task, Task.Delay(Grace, clock, cancellation)).ConfigureAwait(false);
            TellPath(key, left, look);
            interrupted = $"no answer within {allowed.TotalSeconds:0.#} s{(task.IsCompleted ? "" : At(left.Path))}";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            interrupted = settings.Application.Token.Scrub($"the check itself failed: {fault.GetType().Name}: {fault.Message}");
        }
        return look.Outcome(check.Name, trainer?.Name, clock.GetElapsedTime(started), interrupted);

        async Task AnswerAsync()
        {
            while (true)
            {
                try
                {
                    await task.WaitAsync(deadline, clock, cancellation).ConfigureAwait(false);
                    return;
                }
                catch (TimeoutException) when (!onDemand && allowed < check.Patience && look.GotOn())
                {
                    allowed += deadline;
                }
            }
        }
    }

    /// <summary>Several checks may hang at one path: the one that has for longest tells it.</summary>
    private void TellPath((string, string?) key, Hanging mine, Look look)
    {
        if (mine.Task.IsCompleted || mine.Path is not { } path)
            return;
        if (hanging.Where(other => other.Value.Path == path && !other.Value.Task.IsCompleted).MinBy(other => other.Value.Since).Key == key)
            look.Found(NotAnswering.Of(host, path, mine.Since));
    }

    private string At(string? path) => path is null ? "" : $" at {UnixText.Shown(host.Named(path))}";
}
