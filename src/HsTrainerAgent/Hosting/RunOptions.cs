using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting;

/// <summary>What the daemon was started with.</summary>
/// <param name="Host">Where the host's paths lie.</param>
/// <param name="SettingsFile">A path on this machine, taken as given.</param>
internal sealed record RunOptions(HostPaths Host, string SettingsFile)
{
    /// <summary>The time a check has before it is unknown; longer than on demand, for a cold cache is no finding.</summary>
    public TimeSpan CheckDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a sign of life for this long, systemd starts the agent anew; null when nobody watches.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>How long a drift lasts before it is repaired by itself.</summary>
    public TimeSpan RepairSettle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the scheduler is asked for a sign of life, and the status report is written at the least.</summary>
    public TimeSpan Heartbeat => Watchdog / 3 is { } third && third < Slowest ? third : Slowest;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);
}
