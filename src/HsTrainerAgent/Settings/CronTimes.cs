using Quartz;

namespace HsTrainerAgent.Settings;

/// <summary>When a Quartz cron expression fires; one that Quartz takes and cannot reckon with never does.</summary>
internal static class CronTimes
{
    /// <summary>The first fire time after a moment, in the expression's time zone; null when none comes.</summary>
    public static DateTimeOffset? After(this CronExpression cron, DateTimeOffset moment)
    {
        try
        {
            return cron.GetNextValidTimeAfter(moment);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Quartz takes 29-- for a day of February, and fails on it in a year that has none.
            return null;
        }
    }

    /// <summary>As <see cref="After"/>, but a fixed time of day that the local clock shows twice is its first one only, wherever the search begins.</summary>
    public static DateTimeOffset? OnceAfter(this CronExpression cron, DateTimeOffset moment)
    {
        var next = cron.After(moment);
        if (HasFixedTimes(cron))
            // Quartz skips the repeated hour as a whole, but when it is asked from within.
            while (next is { } time && IsRepeated(time, cron.TimeZone))
                next = cron.After(time);
        return next;
    }

    /// <summary>Second, minute and hour are numbers: Quartz takes what has a wildcard, a step or a range for an interval, which goes on through both passes of an hour.</summary>
    private static bool HasFixedTimes(CronExpression cron) =>
        !cron.CronExpressionString.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(3).Any(field => field.AsSpan().ContainsAny('*', '/', '-'));

    /// <summary>The local clock was set back and shows for the second time what it shows then.</summary>
    private static bool IsRepeated(DateTimeOffset moment, TimeZoneInfo zone) =>
        zone.IsAmbiguousTime(moment) && zone.GetUtcOffset(moment) == zone.GetAmbiguousTimeOffsets(moment).Min();
}
