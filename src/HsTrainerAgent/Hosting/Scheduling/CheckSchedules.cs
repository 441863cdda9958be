using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Keeps Quartz's triggers as the settings in force say; whenever those change, all checks run once at once.</summary>
internal sealed class CheckSchedules(ISchedulerFactory schedulers, CheckRounds rounds, CurrentSettings current, TimeProvider clock) : BackgroundService
{
    /// <summary>Less than this is no harm: looks come this much later.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1);
    private bool areMade;

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
            await ScheduleAsync(scheduler, onlyLate: false, stoppingToken).ConfigureAwait(false);
            await RunAllNowAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes anew what is due later than if it were made now: its time is the wall clock's, which was set back since, or forward and back again.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        await ScheduleAsync(scheduler, onlyLate: true, cancellation).ConfigureAwait(false);
    }

    /// <summary>When the schedule has the check look again, before jitter; null when it does not.</summary>
    public async Task<DateTimeOffset?> NextAsync(string check, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        return await DueAsync(scheduler, CheckTriggers.Regular(check), cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs all checks once, beside their schedules; asking again before they have begun changes nothing.</summary>
    public async Task RunAllNowAsync(CancellationToken cancellation)
    {
        if (current.Now.Settings is null)
            return;
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        foreach (var check in rounds.Names)
            await scheduler.ScheduleTrigger(CheckTriggers.Now(check, clock), TriggerConflict.Keep, cancellation).ConfigureAwait(false);
    }

    private async Task ScheduleAsync(IScheduler scheduler, bool onlyLate, CancellationToken cancellation)
    {
        // What is reckoned with older settings is not to replace what newer ones say.
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (current.Now.Settings is not { } settings || (onlyLate && !areMade))
                return;
            areMade = true;
            foreach (var check in rounds.Names)
            {
                var now = clock.GetUtcNow();
                var schedule = CheckTriggers.Of(settings.Schedules, check);
                var regular = CheckTriggers.Scheduled(check, schedule, clock);
                if (!onlyLate || (CheckTriggers.Next(schedule, now) is { } next && await IsLateAsync(regular, next, evenGone: true).ConfigureAwait(false)))
                    await scheduler.ScheduleTrigger(regular, TriggerConflict.Replace, cancellation).ConfigureAwait(false);
                var atOnce = CheckTriggers.Now(check, clock);
                if (onlyLate && await IsLateAsync(atOnce, now, evenGone: false).ConfigureAwait(false))
                    await scheduler.ScheduleTrigger(atOnce, TriggerConflict.Replace, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }

        // Gone is what a clock that is ahead has seen the end of.
        async Task<bool> IsLateAsync(ITrigger anew, DateTimeOffset next, bool evenGone) =>
            await DueAsync(scheduler, anew.Key, cancellation).ConfigureAwait(false) is { } due ? due - Slack > next : evenGone;
    }

    private static async Task<DateTimeOffset?> DueAsync(IScheduler scheduler, TriggerKey trigger, CancellationToken cancellation) =>
        (await scheduler.GetTrigger(trigger, cancellation).ConfigureAwait(false))?.NextFireTimeUtc;
}
