using Quartz;

namespace HsTrainerAgent.Settings;

/// <summary>A maintenance window: it opens at each fire time of a cron expression, in the host's local time, and lasts so long as time passes, whatever daylight saving does to the clock; a time that the clock skips is the one at which it has.</summary>
internal sealed record ApplyWindow(Schedule Start, TimeSpan For)
{
    /// <summary>The longest ago opening of this window that still keeps it open at a moment, or the next one to come; null when none ever comes.</summary>
    public DateTimeOffset? FirstThatLastsBeyond(DateTimeOffset moment, TimeZoneInfo zone) =>
        CronExpression.TryParse(Start.Cron ?? "", out var cron) ? cron.WithTimeZone(zone).OnceAfter(moment - For) : null;
}

/// <summary>How the maintenance windows of the settings stand at a moment.</summary>
/// <param name="Opened">Since when at least one has been open without a gap; null when all are closed.</param>
/// <param name="Next">When all are closed, the next opening; null when there will be none.</param>
internal sealed record WindowStanding(DateTimeOffset? Opened, DateTimeOffset? Next)
{
    /// <summary>Windows that follow so closely on each other, so often, count as always open.</summary>
    private const int Most = 500;

    /// <param name="since">Nobody asks what was open before this; never later than <paramref name="now"/>.</param>
    /// <param name="zone">The host's.</param>
    public static WindowStanding Of(IReadOnlyList<ApplyWindow> windows, DateTimeOffset now, DateTimeOffset since, TimeZoneInfo zone)
    {
        if (Earliest(windows, now, zone) is not { } opened)
            return new WindowStanding(null, null);
        if (opened > now)
            return new WindowStanding(null, opened);
        for (var steps = 0; opened > since; steps++)
        {
            // One that ends just when the next begins leaves no gap.
            var before = opened.AddTicks(-1);
            if (Earliest(windows, before, zone) is not { } earlier || earlier > before)
                return new WindowStanding(opened, null);
            if (steps == Most)
                return new WindowStanding(since, null);
            opened = earlier;
        }
        return new WindowStanding(opened, null);
    }

    private static DateTimeOffset? Earliest(IReadOnlyList<ApplyWindow> windows, DateTimeOffset moment, TimeZoneInfo zone) =>
        windows.Min(window => window.FirstThatLastsBeyond(moment, zone));
}
