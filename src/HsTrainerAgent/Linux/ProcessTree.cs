namespace HsTrainerAgent.Linux;

/// <summary>
/// Everything that one run of run.sh started: its session, whatever carries the run's mark in its environment (also after setsid and a
/// double fork), what was seen of it before, and all their descendants.
/// </summary>
/// <param name="Session">The session id, which is the pid of its first process, or null when only the mark is known.</param>
/// <param name="SessionStart">That process's start time; a session whose leader is another process is not ours.</param>
/// <param name="Mark">The assignment that the run's processes inherit, unless they clear their environment as sudo does.</param>
internal sealed record ProcessTree(int? Session, ulong SessionStart, string Mark)
{
    /// <summary>Processes that belonged to it when they were last looked at.</summary>
    public IReadOnlyList<SeenProcess> Seen { get; init; } = [];

    /// <summary>This process, which takes in the orphans of the run and starts nothing else, or null.</summary>
    public int? Keeper { get; init; }

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(5);

    public IReadOnlyList<ProcessEntry> Members()
    {
        var all = ProcessTable.All().Where(process => process.IsAlive && process.Pid != Environment.ProcessId).ToList();
        // Only with its leader alive: the id of an empty session may have gone to another.
        var ours = Session is { } session && all.Any(process => process.Pid == session && process.Start == SessionStart);
        var members = all.Where(process => (ours && process.Session == Session) || process.Parent == Keeper
                || Seen.Contains(new SeenProcess(process.Pid, process.Start)) || ProcessTable.HasEnvironment(process.Pid, Mark))
            .ToDictionary(process => process.Pid);
        for (var grew = members.Count > 0; grew;)
        {
            grew = false;
            foreach (var process in all)
                grew |= members.ContainsKey(process.Parent) && members.TryAdd(process.Pid, process);
        }
        return [.. members.Values];
    }

    /// <summary>SIGTERM to all, SIGKILL to what is left after the grace; returns how many were still there when it gave up, normally 0.</summary>
    public int End(TimeSpan grace, TimeProvider clock)
    {
        Signal(Libc.SIGTERM);
        if (Gone(grace, clock))
            return 0;
        var killing = clock.GetTimestamp();
        do
        {
            Signal(Libc.SIGKILL);
            if (Gone(Poll * 4, clock))
                return 0;
        }
        while (clock.GetElapsedTime(killing) < KillDeadline);
        return Members().Count;
    }

    private void Signal(int number)
    {
        foreach (var process in Members())
        {
            if (ProcessTable.IsAlive(process.Pid, process.Start))
                _ = Libc.kill(process.Pid, number);
        }
    }

    private bool Gone(TimeSpan within, TimeProvider clock)
    {
        using var never = new ManualResetEventSlim();
        for (var since = clock.GetTimestamp(); ; never.Wait(Poll))
        {
            if (Members().Count == 0)
                return true;
            if (clock.GetElapsedTime(since) >= within)
                return false;
        }
    }
}

/// <summary>A process by what names it for as long as the machine is up.</summary>
/// <param name="Start">Clock ticks after boot.</param>
internal readonly record struct SeenProcess(int Pid, ulong Start);
