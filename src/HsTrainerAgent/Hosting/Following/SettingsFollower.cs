using System.Runtime.InteropServices;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Follows the settings file and the files it names by content, so that however they are saved, settled changes count and nothing else does.</summary>
/// <remarks>All reading is done by one background thread, so that a file system that hangs blocks neither the schedules nor the end of the daemon.</remarks>
internal sealed class SettingsFollower(
    RunOptions options, CurrentSettings current, LedgerKeeper keeper, SettingsStanding standing, CheckSchedules schedules, ReloadRequests requests, Teller teller,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>A request to reload is asked and looked at a little after the waiting for its end began.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);

    /// <summary>Gathers the events of one save.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly AutoResetEvent wake = new(false);
    private long lookingSince;
    private PosixSignalRegistration? hangup;

    /// <summary>Reads the settings again without waiting for them to settle, and runs all checks.</summary>
    public void Reload()
    {
        requests.Ask();
        wake.Set();
    }

    /// <summary>The signal is caught before anybody is told that the daemon is ready: uncaught, it would end the process.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Reload();
        });
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        hangup?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = new FolderHints(() => wake.Set());
        var files = new SettingsFiles(options.SettingsFile, options.Host, new ContentReader(clock, options.Host.IsRunningHost ? null : options.Host.Resolve), hints);
        var judge = new SettingsJudge(files, current, keeper, standing, teller);
        var following = Task.Factory.StartNew(
            () => Follow(files, judge, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var hanging = false;
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, requests.AskedAsync(requests.IsUnanswered ? Slack : Deadline + Slack, stoppingToken)).ConfigureAwait(false);
            stoppingToken.ThrowIfCancellationRequested();
            var since = Interlocked.Read(ref lookingSince);
            var hangs = since != 0 && clock.GetElapsedTime(since) > Deadline;
            if (hangs != hanging)
                judge.CouldNotLook(hangs ? $"reading {options.SettingsFile}, or a file it names, does not come to an end" : null);
            hanging = hangs;
            // The look begins a little after it was asked for: systemd is not answered before it is known that it hangs.
            await requests.AnswerOlderAsync(hangs ? Deadline : Deadline * 1.5, stoppingToken).ConfigureAwait(false);
        }
        await following.ConfigureAwait(false);
    }

    private void Follow(SettingsFiles files, SettingsJudge judge, CancellationToken stopping)
    {
        var settling = new Settling(clock);
        // At start the settings count at once: whoever starts the daemon has finished writing them.
        var start = true;
        while (!stopping.IsCancellationRequested)
        {
            Interlocked.Exchange(ref lookingSince, clock.GetTimestamp());
            var request = requests.Open;
            var settings = current.Now.Settings;
            var seen = files.Look(settings);
            var left = settling.Look(seen, settings?.Apply.Settle ?? new ApplySettings().Settle);
            if (start || request is not null || left == TimeSpan.Zero)
            {
                if (files.Read(seen) is { } reading)
                {
                    settling.Judged(seen);
                    Judged(judge.Judge(reading, seen, request is not null), request, stopping);
                    start = false;
                    left = null;
                }
                else
                    left = Breath;
            }
            Interlocked.Exchange(ref lookingSince, 0);
            if (wake.WaitOne(left < Poll ? left.Value : Poll))
                stopping.WaitHandle.WaitOne(Breath);
        }
    }

    private void Judged(bool swapped, int? request, CancellationToken stopping)
    {
        if (request is not { } judged)
            return;
        if (!swapped && current.Now.Settings is not null)
        {
            teller.Tell(EventKind.AgentReloaded, "the settings in force stay as they are; running all checks");
            schedules.RunAllNowAsync(stopping).GetAwaiter().GetResult();
        }
        requests.JudgedAsync(judged, stopping).GetAwaiter().GetResult();
    }
}
