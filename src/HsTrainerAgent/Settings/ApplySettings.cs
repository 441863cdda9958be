namespace HsTrainerAgent.Settings;

/// <summary>How a changed connection is applied.</summary>
internal sealed record ApplySettings
{
    public ApplyMode Mode { get; init; } = ApplyMode.Auto;

    /// <summary>How long changed files must stay unchanged before they count.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The time run.sh has until its trainer counts as applied.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A run.sh still running after this is a foreground trainer; null turns that off.</summary>
    public TimeSpan? ForegroundAfter { get; init; } = TimeSpan.FromMinutes(2);

    public bool Preflight { get; init; } = true;

    public bool AtBoot { get; init; } = true;

    /// <summary>Each host waits its own, fixed part of this before a change is applied by itself.</summary>
    public TimeSpan Splay { get; init; } = TimeSpan.Zero;

    /// <summary>Outside of these a trainer that runs, or may run, is not rerun; none: at any time.</summary>
    public IReadOnlyList<ApplyWindow> Windows { get; init; } = [];

    /// <summary>An operator's command (argv) that must exit 0 before a rerun, or null.</summary>
    public IReadOnlyList<string>? Guard { get; init; }

    /// <summary>The time the guard has; then it is ended with all its processes, and the rerun is held.</summary>
    public TimeSpan GuardTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Whether changes are applied by themselves, or only when an operator says so.</summary>
internal enum ApplyMode { Auto, Manual }
