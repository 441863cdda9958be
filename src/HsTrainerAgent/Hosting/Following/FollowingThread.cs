using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>What is known of a thread that looks at the settings' files: since when it has been at it, and where; it is left behind where it hangs.</summary>
internal sealed class FollowingThread(TimeProvider clock)
{
    private readonly Lock gate = new();
    private long? lookingSince;
    private DateTimeOffset begun;

    public Touch Touch { get; } = new();

    /// <summary>Where it was left behind, or null.</summary>
    public string? LeftAt { get; private set; }

    /// <summary>The task that the thread runs.</summary>
    public Task Done { get; set; } = Task.CompletedTask;

    public void Looks()
    {
        lock (gate)
            (lookingSince, begun) = (clock.GetTimestamp(), clock.GetUtcNow());
    }

    /// <summary>The look has come to its end; false when another thread has taken over meanwhile.</summary>
    public bool HasLooked()
    {
        lock (gate)
        {
            lookingSince = null;
            return LeftAt is null;
        }
    }

    /// <summary>How long to wait before it can be told to hang.</summary>
    public TimeSpan Left(TimeSpan deadline)
    {
        lock (gate)
            return lookingSince is { } since && deadline - clock.GetElapsedTime(since) is var left && left < deadline ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : deadline;
    }

    /// <summary>For people: that it has been looking for longer than this, and at what; null when it has not.</summary>
    public string? Hangs(TimeSpan deadline)
    {
        lock (gate)
        {
            return lookingSince is not { } since || clock.GetElapsedTime(since) <= deadline ? null
                : $"{(Touch.Path is { } path ? UnixText.Shown(path) : "a file of the settings")} {UnansweredException.Words(begun)}";
        }
    }

    /// <summary>Leaves it behind if it still hangs, at another file than this one.</summary>
    public bool LeaveBehind(string unlessAt, HangingFiles hanging)
    {
        lock (gate)
        {
            if (lookingSince is null || Touch.Path is not { } path || path == unlessAt || hanging.Have(path))
                return false;
            hanging.Add(LeftAt = path);
            return true;
        }
    }
}
