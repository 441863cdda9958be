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
            (var settings, epoch) = await current.ChangedAsync(epoch, stoppingToken).ConfigureAwait(false);
            foreach (var check in rounds.Names)
                await scheduler.ScheduleTrigger(CheckTriggers.Scheduled(check, CheckTriggers.Of(settings!.Schedules, check), clock.GetUtcNow()),
                    TriggerConflict.Replace, stoppingToken).ConfigureAwait(false);
            await RunAllNowAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs all checks once, beside their schedules; asking again before they have begun changes nothing.</summary>
    public async Task RunAllNowAsync(CancellationToken cancellation)
    {
        if (current.Now.Settings is null)
            return;
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        foreach (var check in rounds.Names)
            await scheduler.ScheduleTrigger(CheckTriggers.Now(check), TriggerConflict.Keep, cancellation).ConfigureAwait(false);
    }
}
