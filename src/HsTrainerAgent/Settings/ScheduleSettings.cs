namespace HsTrainerAgent.Settings;

/// <summary>When each check looks.</summary>
internal sealed record ScheduleSettings
{
    public Schedule Storage { get; init; } = Schedule.Every(TimeSpan.FromMinutes(5));

    public Schedule SeLinux { get; init; } = Schedule.Every(TimeSpan.FromMinutes(15));

    public Schedule Api { get; init; } = Schedule.Every(TimeSpan.FromMinutes(1));

    public Schedule Trainer { get; init; } = Schedule.Every(TimeSpan.FromMinutes(1));

    public Schedule Host { get; init; } = Schedule.Every(TimeSpan.FromHours(1));
}
