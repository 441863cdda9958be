namespace HsTrainerAgent.Linux.Systemd;

/// <summary>Has process 1 tell of its units on the connection there is, and hands that on to those who wait for a job or watch a unit. On the bus's thread only.</summary>
internal sealed class UnitSignals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly string[] Rules =
    [
        $"type='signal',sender='{BusCall.Bus}',interface='{BusCall.Bus}',member='NameOwnerChanged',arg0='{BusCall.Systemd}'",
        $"type='signal',sender='{BusCall.Systemd}',interface='{BusCall.ManagerInterface}',member='JobRemoved',path='{BusCall.ManagerPath}'",
        $"type='signal',sender='{BusCall.Systemd}',interface='{BusCall.ManagerInterface}',member='Reloading',path='{BusCall.ManagerPath}'",
    ];

    private readonly List<UnitWatch> watches = [];
    private BusConnection? connection;
    private string? systemd;

    public UnitJobs Jobs { get; } = new();

    /// <summary>Somebody waits for a job or watches a unit, so that a connection is needed.</summary>
    public bool AreWanted => Jobs.Any || watches.Count > 0;

    /// <summary>Process 1 has answered on this connection: what happens to units is told from now on.</summary>
    public bool AreTold => systemd is not null;

    public void Opened(BusConnection opened)
    {
        connection = opened;
        foreach (var rule in Rules.Concat(watches.Select(watch => watch.Rule)))
            Ask(BusCall.OfBus("AddMatch", rule));
        Subscribe();
    }

    public void Lost(string why)
    {
        var was = connection is not null;
        connection = null;
        systemd = null;
        Jobs.LoseAll(why);
        // Who looks now learns that the bus is gone; a vain attempt to open it is no news, or looking would lead to looking.
        if (was)
            Changed(_ => true);
    }

    public void Add(UnitWatch watch)
    {
        watches.Add(watch);
        Ask(BusCall.OfBus("AddMatch", watch.Rule), _ =>
        {
            // Else the answer to Subscribe does it.
            if (AreTold)
                watch.Changed();
        });
    }

    public void Remove(UnitWatch watch)
    {
        if (watches.Remove(watch))
            Ask(BusCall.OfBus("RemoveMatch", watch.Rule));
    }

    public void Received(BusMessage signal)
    {
        // The bus lets any local user send us a signal; only the sender's name cannot be made up.
        if (signal.Sender == BusCall.Bus && signal.Member == "NameOwnerChanged")
            Replaced(signal);
        else if (systemd is not null && signal.Sender == systemd)
            Told(signal);
    }

    private void Told(BusMessage signal)
    {
        switch (signal.Interface, signal.Member)
        {
            case (BusCall.Properties, "PropertiesChanged"):
                var path = signal.Path;
                Changed(watch => watch.Path == path);
                break;
            case (BusCall.ManagerInterface, "JobRemoved"):
                signal.Skip("u");
                var job = signal.ReadText('o');
                var unit = signal.ReadText();
                Jobs.Ended(job, signal.ReadText());
                Changed(watch => watch.Unit == unit);
                break;
            case (BusCall.ManagerInterface, "Reloading") when signal.ReadNumber('b') == 0:
                Changed(_ => true);
                break;
        }
    }

    /// <summary>After daemon-reexec process 1 has another name on the bus, and may have ended a job when it had none.</summary>
    private void Replaced(BusMessage signal)
    {
        signal.Skip("ss");
        if (signal.ReadText() is not { Length: > 0 } owner)
            return;
        systemd = owner;
        Subscribe();
        foreach (var job in Jobs.Paths)
        {
            Ask(BusCall.OfProperties(job, "Get", "org.freedesktop.systemd1.Job", "State"), failed: fault =>
            {
                if (fault.Error == "org.freedesktop.DBus.Error.UnknownObject")
                    Jobs.Lost(job, "it ended while process 1 was replaced");
            });
        }
    }

    private void Subscribe() => Ask(BusCall.OfManager("Subscribe"), answer => Subscribed(answer.Sender), fault =>
    {
        // A process 1 that has replaced itself remembers its subscribers.
        if (fault.Error == "org.freedesktop.systemd1.AlreadySubscribed")
            Subscribed(systemd);
        else
            connection?.Break(fault);
    });

    /// <summary>Whatever happened to a unit before this was not told.</summary>
    private void Subscribed(string? owner)
    {
        systemd = owner;
        Changed(_ => true);
    }

    private void Ask(BusCall call, Action<BusMessage>? answered = null, Action<BusException>? failed = null) =>
        connection?.Ask(new("follow units", call, Patience, answered ?? (_ => { }), failed ?? (fault => connection?.Break(fault))));

    private void Changed(Func<UnitWatch, bool> which)
    {
        foreach (var watch in watches.Where(which))
            watch.Changed();
    }
}
