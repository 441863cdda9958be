using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting;

/// <summary>What the daemon was started with.</summary>
/// <param name="Host">Where the host's paths lie.</param>
/// <param name="SettingsFile">A path on this machine, taken as given.</param>
internal sealed record RunOptions(HostPaths Host, string SettingsFile)
{
    /// <summary>The time a check has before it is unknown; longer than on demand, for a cold cache is no finding.</summary>
    public TimeSpan CheckDeadline { get; init; } = TimeSpan.FromSeconds(30);
}
