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

    /// <summary>By the settings that the look went by, the trainer's or the application's: by other ones it may look elsewhere.</summary>
    private readonly ConcurrentDictionary<(string Check, object By), Hanging> hanging = new();

    private sealed record Hanging(Task Task, string? Path, DateTimeOffset Since);

    /// <param name="isWanted">Whether the answer still counts: without that no look is given more time than the deadline.</param>
    public async Task<CheckOutcome> RunAsync(ICheck check, AgentSettings settings, TrainerSettings? trainer, CancellationToken cancellation, Func<bool>? isWanted = null)
    {
        var key = (check.Name, (object?)trainer ?? settings.Application);
        if (hanging.TryGetValue(key, out var earlier) && !earlier.Task.IsCompleted)
        {
            var silent = new Look();
            TellPath(key, earlier, silent, settings);
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
            if (!await AnswersAsync().ConfigureAwait(false))
            {
                var left = hanging[key] = new Hanging(task, touch.Path, since);
                await enough.CancelAsync().ConfigureAwait(false);
                if (left.Path is not null || look.GotOn())
                    await Task.WhenAny(task, Task.Delay(Grace, clock, cancellation)).ConfigureAwait(false);
                TellPath(key, left, look, settings);
                interrupted = $"no answer within {allowed.TotalSeconds:0.#} s{(task.IsCompleted ? "" : At(left.Path))}";
            }
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

        async Task<bool> AnswersAsync()
        {
            while (true)
            {
                try
                {
                    await task.WaitAsync(deadline, clock, cancellation).ConfigureAwait(false);
                    return true;
                }
                catch (TimeoutException) when (!task.IsCompleted)
                {
                    if (onDemand || allowed >= check.Patience || isWanted?.Invoke() == false || !look.GotOn())
                        return false;
                    (allowed, since) = (allowed + deadline, clock.GetUtcNow());
                }
                catch (TimeoutException)
                {
                    // It has come in the last moment, or is the check's own.
                    await task.ConfigureAwait(false);
                    return true;
                }
            }
        }
    }

    /// <summary>Several checks may hang at one path: the one that has for longest tells it.</summary>
    private void TellPath((string, object) key, Hanging mine, Look look, AgentSettings settings)
    {
        if (mine.Task.IsCompleted || mine.Path is not { } path)
            return;
        // What hangs for earlier settings nobody asks for any more.
        var heard = hanging.Where(other => other.Value.Path == path && !other.Value.Task.IsCompleted
            && (other.Key.Equals(key) || other.Key.By.Equals(settings.Application) || settings.Trainers.Contains(other.Key.By as TrainerSettings)));
        if (heard.MinBy(other => other.Value.Since).Key.Equals(key))
            look.Found(NotAnswering.Of(host, path, mine.Since));
    }

    private string At(string? path) => path is null ? "" : $" at {UnixText.Shown(host.Named(path))}";
}
