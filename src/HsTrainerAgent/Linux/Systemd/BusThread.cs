namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The one thread that may touch the bus. It is there while somebody asks, waits or watches, and a moment longer; it opens the bus, and opens it again after it was lost.</summary>
internal sealed class BusThread(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromSeconds(5);

    private const string Closed = "the system bus was closed by this process";

    private readonly Lock gate = new();
    private readonly Queue<Action> posted = [];
    private Wakeup? wakeup;
    private Thread? thread;
    private volatile bool isClosed;

    // The thread's own.
    private BusConnection? connection;
    private TimeSpan delay;
    private long lostAt, usedAt;

    /// <summary>On the bus's thread only.</summary>
    public UnitSignals Units { get; } = new();

    /// <summary>There is a thread now.</summary>
    public bool IsRunning => Volatile.Read(ref thread) is not null;

    /// <summary>Has the action run on the bus's thread; false after <see cref="Dispose"/>.</summary>
    public bool Post(Action action)
    {
        lock (gate)
        {
            if (isClosed)
                return false;
            posted.Enqueue(action);
            wakeup ??= new Wakeup();
            wakeup.Set();
            if (thread is null)
            {
                thread = new Thread(Run) { IsBackground = true, Name = "system bus" };
                thread.Start();
            }
            return true;
        }
    }

    /// <summary>On the bus's thread only. Opens the bus when it is not open, however long ago it was lost.</summary>
    public void Ask(BusRequest request)
    {
        try
        {
            connection ??= Open();
        }
        catch (BusException fault)
        {
            Drop(fault.Message);
            request.Fail(fault.Message);
            return;
        }
        connection.Ask(request);
    }

    /// <summary>Fails all that waits; returns when the thread has ended, so it is not to be called on it.</summary>
    public void Dispose()
    {
        Thread? last;
        lock (gate)
        {
            isClosed = true;
            last = thread;
            wakeup?.Set();
        }
        last?.Join();
        wakeup?.Dispose();
    }

    private void Run()
    {
        usedAt = clock.GetTimestamp();
        while (true)
        {
            while (Take() is { } action)
                action();
            Step();
            if (Ends())
                return;
            wakeup!.Wait(connection?.File ?? -1, connection?.Events ?? 0, Rest());
        }
    }

    private Action? Take()
    {
        lock (gate)
            return posted.TryDequeue(out var action) ? action : null;
    }

    private void Step()
    {
        try
        {
            if (connection is null && Units.AreWanted && clock.GetElapsedTime(lostAt) >= delay)
                connection = Open();
            while (connection?.Step(Units.Received) == true) { }
            connection?.Expire();
            if (Units.AreTold)
                delay = TimeSpan.Zero;
        }
        catch (BusException fault)
        {
            Drop(fault.Message);
        }
        if (IsUsed)
            usedAt = clock.GetTimestamp();
    }

    private bool IsUsed => Units.AreWanted || connection?.IsBusy == true;

    private bool Ends()
    {
        lock (gate)
        {
            var stays = connection is null ? Units.AreWanted : clock.GetElapsedTime(usedAt) < Linger;
            if (posted.Count > 0 || (stays && !isClosed))
                return false;
            Close(Closed);
            thread = null;
            return true;
        }
    }

    private TimeSpan? Rest()
    {
        if (connection is null)
            return delay - clock.GetElapsedTime(lostAt);
        var rest = connection.Rest;
        var lingers = Linger - clock.GetElapsedTime(usedAt);
        return IsUsed || rest < lingers ? rest : lingers;
    }

    private BusConnection Open()
    {
        if (isClosed)
            throw new BusException(Closed);
        var opened = new BusConnection(clock);
        Units.Opened(opened);
        return opened;
    }

    private void Drop(string why)
    {
        Close(why);
        lostAt = clock.GetTimestamp();
        delay = delay == TimeSpan.Zero ? FirstDelay : delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
    }

    private void Close(string why)
    {
        connection?.Close(why);
        connection = null;
        Units.Lost(why);
    }
}
