using System.Collections.Concurrent;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks;

/// <summary>Runs a check on a thread of its own and answers by the deadline, whatever the check does; a check that hangs is not started again until it has come back.</summary>
/// <param name="onDemand">Whether somebody waits for the answer: a look may then use both hands, and none is given more time than the deadline.</param>
internal sealed class CheckRunner(HostPaths host, TimeProvider clock, TimeSpan deadline, bool onDemand = false)
{
    private readonly ConcurrentDictionary<(string Check, string? Trainer), Hanging> hanging = new();

    /// <summary>For a look that was told to stop, to say what it has seen.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.3);

    private sealed record Hanging(Task Task, DateTimeOffset Since);

    public async Task<CheckOutcome> RunAsync(ICheck check, AgentSettings settings, TrainerSettings? trainer, CancellationToken cancellation)
    {
        var key = (check.Name, trainer?.Name);
        if (hanging.TryGetValue(key, out var earlier) && !earlier.Task.IsCompleted)
            return new Look().Outcome(check.Name, trainer?.Name, TimeSpan.Zero, $"an earlier look has been hanging since {earlier.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");

        var look = new Look();
        var context = new CheckContext(host, settings, trainer, look, clock) { Threads = onDemand ? Math.Min(2, Environment.ProcessorCount) : 1 };
        var started = clock.GetTimestamp();
        var since = clock.GetUtcNow();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A thread of its own: a blocked stat or getaddrinfo must not starve the pool that the rest of the agent runs on.
        var task = Task.Factory.StartNew(() => check.LookAsync(context, enough.Token).GetAwaiter().GetResult(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var allowed = deadline;
        string? interrupted = null;
        try
        {
            await AnswerAsync().ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            hanging[key] = new Hanging(task, since);
            interrupted = $"no answer within {allowed.TotalSeconds:0.#} s";
            await enough.CancelAsync().ConfigureAwait(false);
            // One that was getting on comes back and says what it has seen so far, which counts.
            if (look.GotOn())
                await Task.WhenAny(task, Task.Delay(Grace, clock, cancellation)).ConfigureAwait(false);
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
}
