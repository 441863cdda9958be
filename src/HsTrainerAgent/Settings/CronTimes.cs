using Quartz;

namespace HsTrainerAgent.Settings;

/// <summary>When a Quartz cron expression fires; one that Quartz takes and cannot reckon with never does.</summary>
internal static class CronTimes
{
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

    /// <summary>The same where the clock was set back: what fired when it showed an hour first does not fire when it shows it again.</summary>
    public static DateTimeOffset? AfterOnce(this CronExpression cron, DateTimeOffset moment, TimeZoneInfo zone)
    {
        if (EndOfTheFirstTime(moment, zone) is not { } before)
            return cron.After(moment);
        // Asked from within the second time, Quartz would name it once more; asked from before it, only what fires in every hour.
        var next = cron.After(before);
        return next <= moment ? cron.After(moment) : next;
    }

    /// <summary>For a moment whose local time is there for the second time: the last seconds before the clock was set back; else null.</summary>
    private static DateTimeOffset? EndOfTheFirstTime(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(moment);
        var setBack = zone.GetUtcOffset(moment.AddHours(-2)) - offset;
        if (setBack <= TimeSpan.Zero || zone.GetUtcOffset(moment - setBack) == offset)
            return null;
        var (first, second) = (moment - setBack, moment);
        while (second - first > TimeSpan.FromSeconds(0.5))
        {
            var middle = first + (second - first) / 2;
            (first, second) = zone.GetUtcOffset(middle) == offset ? (first, middle) : (middle, second);
        }
        // Quartz begins to look a second later.
        return first.AddSeconds(-1);
    }
}
