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
            // A nearest weekday (1W) of some months makes it ask for a day that they do not have.
            return null;
        }
    }
}
