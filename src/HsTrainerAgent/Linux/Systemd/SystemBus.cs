namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Asks process 1 about units over the system bus, has it start them, and says when they change; opens the bus when it is first needed and again after it was lost.</summary>
internal sealed class SystemBus(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(5);
    // A daemon-reload, during which process 1 answers nobody, takes seconds on a large host.
    private static readonly TimeSpan JobPatience = TimeSpan.FromSeconds(25);

    private readonly BusThread thread = new(clock);

    /// <summary>Whether systemd is process 1 here and its library can be called; without either there is no bus to ask.</summary>
    public static bool IsThere => Missing is null;

    /// <summary>Whether systemd is process 1 here, and its library is what is missing.</summary>
    public static bool LacksLibrary => IsBooted && !Libsystemd.IsThere;

    // As sd_booted(3).
    private static bool IsBooted => Directory.Exists("/run/systemd/system");

    private static string? Missing => !IsBooted ? "systemd is not process 1 here" : Libsystemd.IsThere ? null : "libsystemd.so.0 cannot be loaded";

    /// <summary>The unit's state now; a unit that does not exist has the load state <c>not-found</c>.</summary>
    /// <exception cref="BusException">The bus or process 1 does not answer within 5 s, or refuses.</exception>
    public Task<UnitState> ReadAsync(string unit, CancellationToken cancellation) =>
        AskAsync(
            $"read {unit}", () => BusCall.OfProperties(BusCall.UnitPath(unit), "GetAll", ""), ReadPatience,
            answer => UnitProperties.Read(unit, answer), cancellation);

    /// <summary>Queues a restart and waits for its job, which may be shared with others; cancelling leaves the job alone.</summary>
    /// <returns>The job's result: <c>done</c>, <c>failed</c> (a start that timed out, too), <c>canceled</c> (by another's stop), <c>timeout</c>, <c>dependency</c>, <c>skipped</c>.</returns>
    /// <exception cref="BusException">It was refused (a masked unit, say), or the bus was lost, so that the result is not known.</exception>
    public Task<string> RestartAsync(string unit, CancellationToken cancellation) => JobAsync($"restart {unit}", "RestartUnit", unit, cancellation);

    /// <summary>As <see cref="RestartAsync"/>, but joins a start in progress and leaves a unit that is active alone.</summary>
    public Task<string> StartAsync(string unit, CancellationToken cancellation) => JobAsync($"start {unit}", "StartUnit", unit, cancellation);

    /// <summary>
    /// Calls back, on the thread pool and never twice at once for one watch, when the unit may have changed: its properties, a job's end,
    /// a daemon-reload, a bus that was lost and is back; and once when the watch is in force, so that nothing between a look and the watch is missed.
    /// </summary>
    /// <param name="unit">Its own name, no alias.</param>
    /// <param name="changed">Must not throw.</param>
    /// <returns>Ends the watch; a call that is under way is not waited for.</returns>
    /// <exception cref="BusException">There is no systemd here.</exception>
    public IDisposable Watch(string unit, Action changed)
    {
        if (Missing is { } missing)
            throw new BusException($"Failed to watch {unit}: {missing}");
        var watch = new UnitWatch(unit, BusCall.UnitPath(unit), changed, over => thread.Post(() => thread.Units.Remove(over)));
        ObjectDisposedException.ThrowIf(!thread.Post(() => thread.Units.Add(watch)), this);
        return watch;
    }

    /// <summary>What still waits fails with a <see cref="BusException"/>, watches end; jobs go on.</summary>
    public void Dispose() => thread.Dispose();

    private async Task<string> JobAsync(string purpose, string method, string unit, CancellationToken cancellation)
    {
        var job = await AskAsync(
            purpose, () => BusCall.OfManager(method, unit, "replace"), JobPatience,
            answer => thread.Units.Jobs.Wait(answer.ReadText('o'), unit), cancellation).ConfigureAwait(false);
        return await job.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<T> AskAsync<T>(string purpose, Func<BusCall> call, TimeSpan patience, Func<BusMessage, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Missing is { } missing)
            throw new BusException($"Failed to {purpose}: {missing}");
        var answered = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = new BusRequest(purpose, call(), patience, answer => answered.SetResult(read(answer)), fault => answered.SetException(fault));
        ObjectDisposedException.ThrowIf(!thread.Post(() => thread.Ask(request)), this);
        return await answered.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
