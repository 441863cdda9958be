namespace HsTrainerAgent.Settings;

/// <summary>The settings in force: the last good ones, swapped whole, each swap with a new epoch that others can wait for.</summary>
internal sealed class CurrentSettings
{
    private readonly Lock gate = new();
    private TaskCompletionSource swapped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State state = new(null, 0);
    private volatile bool settling;

    /// <summary>Settings and their epoch, of one moment.</summary>
    /// <param name="Settings">Null until the first valid settings were read.</param>
    /// <param name="Epoch">Grows when the settings, the token or the content of a TLS file changed.</param>
    internal sealed record State(AgentSettings? Settings, long Epoch);

    public State Now => Volatile.Read(ref state);

    /// <summary>A file of the settings has changed and has not held still for apply.settle: what is on the disk is not what anybody wants to be applied.</summary>
    public bool IsSettling { get => settling; set => settling = value; }

    public void Swap(AgentSettings settings)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            Volatile.Write(ref state, new State(settings, state.Epoch + 1));
            done = swapped;
            swapped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        done.SetResult();
    }

    /// <summary>Completes once the epoch is another than the given one.</summary>
    public async Task<State> ChangedAsync(long since, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (state.Epoch != since)
                    return state;
                next = swapped.Task;
            }
            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
