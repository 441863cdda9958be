namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Asks process 1 about units over the system bus, has it start them, and says when they change; opens the bus when it is first needed and again after it was lost.</summary>
internal sealed class SystemBus(TimeProvider clock) : IDisposable
{
    private readonly TimeProvider clock = clock;

    /// <summary>Whether systemd is process 1 here and its library can be called; without either there is no bus to ask.</summary>
    public static bool IsThere => false;

    /// <summary>The unit's state now; a unit that does not exist has the load state <c>not-found</c>.</summary>
    /// <exception cref="BusException">The bus or process 1 does not answer, or refuses.</exception>
    public Task<UnitState> ReadAsync(string unit, CancellationToken cancellation) => throw Missing(unit);

    /// <summary>Queues a restart and waits for its job, which may be shared with others; gives the job's result: <c>done</c>, <c>failed</c>, <c>canceled</c>, <c>timeout</c>, <c>dependency</c>, <c>skipped</c>.</summary>
    /// <exception cref="BusException">It was refused (a masked unit, say), or the bus was lost, so that the result is not known.</exception>
    public Task<string> RestartAsync(string unit, CancellationToken cancellation) => throw Missing(unit);

    /// <summary>As <see cref="RestartAsync"/>, but joins a start in progress and leaves a unit that is active alone.</summary>
    public Task<string> StartAsync(string unit, CancellationToken cancellation) => throw Missing(unit);

    /// <summary>Calls back, on the thread pool and never twice at once for one watch, when the unit may have changed: its properties, a job's end, a daemon-reload, a bus that was lost and is back.</summary>
    public IDisposable Watch(string unit, Action changed) => throw Missing(unit);

    private BusException Missing(string unit) => new($"{unit}: no bus at {clock.GetUtcNow()}");

    public void Dispose()
    {
    }
}
