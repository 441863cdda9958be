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
}
