namespace HsTrainerAgent.Settings;

/// <summary>When something happens: every so often, or at the fire times of a Quartz cron expression; exactly one of the two is set.</summary>
internal sealed record Schedule
{
    private Schedule() { }

    public TimeSpan? Interval { get; private init; }

    public string? Cron { get; private init; }

    public static Schedule Every(TimeSpan interval) => new() { Interval = interval };

    /// <summary>The expression must have been validated.</summary>
    public static Schedule At(string cron) => new() { Cron = cron };
}
