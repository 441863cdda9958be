using HsTrainerAgent.Settings;
using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>The settings' schedules in Quartz's terms.</summary>
internal static class CheckTriggers
{
    public static JobKey Job(string check) => new(check);

    public static TriggerKey Regular(string check) => new(check, "scheduled");

    private static TriggerKey Immediate(string check) => new(check, "now");

    /// <summary>Fires at the schedule's next time; what was missed is not made up for.</summary>
    public static ITrigger Scheduled(string check, Schedule schedule, TimeProvider clock)
    {
        var (now, trigger) = (clock.GetUtcNow(), TriggerBuilder.Create(clock).WithIdentity(Regular(check)).ForJob(Job(check)));
        return schedule.Cron is { } cron
            ? trigger.StartAt(Next(schedule, now) ?? now).WithSchedule(CronScheduleBuilder.Create(cron).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build()
            : trigger.StartAt(now + schedule.Interval!.Value).WithSchedule(SimpleScheduleBuilder.Create()
                .WithInterval(schedule.Interval.Value).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
    }

    /// <summary>When a schedule that is made now fires first; null when it never does.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset now) =>
        schedule.Interval is { } interval ? now + interval : CronExpression.TryParse(schedule.Cron!, out var cron) ? cron.OnceAfter(now) : null;

    /// <summary>Fires once, now, or as soon as a run in progress has ended.</summary>
    public static ITrigger Now(string check, TimeProvider clock) => TriggerBuilder.Create(clock).WithIdentity(Immediate(check)).ForJob(Job(check)).StartAt(clock.GetUtcNow()).Build();

    /// <summary>A check without a schedule of its own (the settings') runs with the host's.</summary>
    public static Schedule Of(ScheduleSettings schedules, string check) => check switch
    {
        "storage" => schedules.Storage,
        "selinux" => schedules.SeLinux,
        "api" => schedules.Api,
        "trainer" => schedules.Trainer,
        _ => schedules.Host,
    };
}
