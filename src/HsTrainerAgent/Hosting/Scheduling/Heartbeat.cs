using HsTrainerAgent.Hosting.Reporting;
using HsTrainerAgent.Hosting.Telling;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Asks Quartz for an answer at each beat; an answer, while the rest of the daemon gets on too, feeds systemd's watchdog.</summary>
/// <remarks>
/// The beats are the monotonic clock's. A repeating trigger would be the wall clock's: set back by an hour, it would not fire for an hour, and systemd
/// would end a healthy daemon. For the same reason the checks' schedules catch up at each beat: they would stand still as well.
/// </remarks>
internal sealed class Heartbeat(
    RunOptions options, ISchedulerFactory schedulers, CheckSchedules checks, Progress progress, SystemdNotices systemd, StatusWriter status, Teller teller,
    TimeProvider clock) : BackgroundService
{
    private static readonly JobKey Job = new("heartbeat", "agent");

    private string? told;

    /// <summary>Called by Quartz alone: there is no other way to feed the watchdog.</summary>
    public void Answered()
    {
        var stuck = progress.Stuck;
        if (stuck is null && options.Watchdog is not null)
            systemd.Alive();
        if (stuck is not null && told is null)
            teller.Tell(EventKind.AgentStuck, stuck + (options.Watchdog is null ? "" : "; systemd is given no sign of life and starts the agent anew if this lasts"));
        told = stuck;
        status.Changed();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken).ConfigureAwait(false);
        await scheduler.AddJob(JobBuilder.Create<HeartbeatJob>().WithIdentity(Job).StoreDurably().Build(), default, stoppingToken).ConfigureAwait(false);
        while (true)
        {
            await checks.CatchUpAsync(stoppingToken).ConfigureAwait(false);
            var beat = TriggerBuilder.Create(clock).WithIdentity("heartbeat", "agent").ForJob(Job).StartAt(clock.GetUtcNow()).Build();
            // Replaced, if the clock was set back before the one before could fire.
            await scheduler.ScheduleTrigger(beat, TriggerConflict.Replace, stoppingToken).ConfigureAwait(false);
            await Task.Delay(options.Heartbeat, clock, stoppingToken).ConfigureAwait(false);
        }
    }
}
