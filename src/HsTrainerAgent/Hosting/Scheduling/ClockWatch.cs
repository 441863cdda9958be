namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Notices that the wall clock was set back, by the monotonic clock beside it; for one thread.</summary>
/// <remarks>Set forward it harms nobody: what became due is run, or waits for its next time.</remarks>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>Less than this is no harm: looks come this much later.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly long since = clock.GetTimestamp();
    private DateTimeOffset start = clock.GetUtcNow();

    public bool WentBack()
    {
        // Where the wall clock would have stood when watching began, had it always been as now.
        var seen = clock.GetUtcNow() - clock.GetElapsedTime(since);
        var back = start - seen > Step;
        if (back || seen > start)
            start = seen;
        return back;
    }
}
