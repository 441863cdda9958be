using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Keeps Quartz's triggers as the settings in force say; whenever those change, all checks run once at once.</summary>
internal sealed class CheckSchedules(ISchedulerFactory schedulers, CheckRounds rounds, CurrentSettings current, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken).ConfigureAwait(false);
        foreach (var check in rounds.Names)
        {
            var job = JobBuilder.Create<CheckJob>().WithIdentity(CheckTriggers.Job(check)).StoreDurably().Build();
            await scheduler.AddJob(job, default, stoppingToken).ConfigureAwait(false);
        }
        long epoch = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            (_, epoch) = await current.ChangedAsync(epoch, stoppingToken).ConfigureAwait(false);
            await ScheduleAnewAsync(stoppingToken).ConfigureAwait(false);
            await RunAllNowAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reckons every check's times from now, by the settings in force.</summary>
    public async Task ScheduleAnewAsync(CancellationToken cancellation)
    {
        if (current.Now.Settings is not { } settings)
            return;
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        foreach (var check in rounds.Names)
            await scheduler.ScheduleTrigger(CheckTriggers.Scheduled(check, CheckTriggers.Of(settings.Schedules, check), clock.GetUtcNow()),
                TriggerConflict.Replace, cancellation).ConfigureAwait(false);
    }

    /// <summary>When the schedule has the check look again, before jitter; null when it does not.</summary>
    public async Task<DateTimeOffset?> NextAsync(string check, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        return (await scheduler.GetTrigger(CheckTriggers.Regular(check), cancellation).ConfigureAwait(false))?.NextFireTimeUtc;
    }

    /// <summary>Runs all checks once, beside their schedules; asking again before they have begun changes nothing.</summary>
    public async Task RunAllNowAsync(CancellationToken cancellation)
    {
        if (current.Now.Settings is null)
            return;
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        foreach (var check in rounds.Names)
            await scheduler.ScheduleTrigger(CheckTriggers.Now(check, clock.GetUtcNow()), TriggerConflict.Keep, cancellation).ConfigureAwait(false);
    }
}
