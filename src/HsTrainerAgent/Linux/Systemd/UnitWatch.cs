namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Calls back on the thread pool when a unit may have changed: never twice at once, and once more when it changed again meanwhile.</summary>
internal sealed class UnitWatch(string unit, string path, Action changed, Action<UnitWatch> ended) : IDisposable
{
    private int changes;
    private int isOver;

    public string Unit => unit;

    /// <summary>The unit's object on the bus.</summary>
    public string Path => path;

    /// <summary>What the bus is to send: the rule of a match.</summary>
    public string Rule => $"type='signal',sender='{BusCall.Systemd}',interface='{BusCall.Properties}',member='PropertiesChanged',path='{path}'";

    public void Changed()
    {
        if (Interlocked.Increment(ref changes) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(static watch => watch.Call(), this, preferLocal: false);
    }

    /// <summary>No call begins after this; one that is under way is not waited for.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isOver, 1) == 0)
            ended(this);
    }

    private void Call()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref changes);
            if (Volatile.Read(ref isOver) == 0)
                changed();
        }
        while (Interlocked.CompareExchange(ref changes, 0, seen) != seen);
    }
}
