using System.Runtime.InteropServices;
using HsTrainerAgent.Hosting.Scheduling;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Follows the settings file and the files it names by content, so that however they are saved, settled changes count and nothing else does.</summary>
/// <remarks>
/// All reading is done by one background thread, so that a file system that hangs blocks neither the schedules nor the end of the daemon. Where it hangs at a
/// file that the settings name, it is left behind, and another follows the files that answer.
/// </remarks>
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
    private volatile bool isFirst = true;
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
        var hanging = new HangingFiles();
        var judge = new SettingsJudge(options.SettingsFile, options.Host, current, keeper, standing, teller);
        var now = Begin(judge, hanging, stoppingToken);
        string? told = null;
        while (!now.Done.IsCompleted)
        {
            await Task.WhenAny(now.Done, requests.AskedAsync(requests.IsUnanswered ? Slack : now.Left(Deadline) + Slack, stoppingToken)).ConfigureAwait(false);
            stoppingToken.ThrowIfCancellationRequested();
            var hangs = now.Hangs(Deadline);
            // The settings file itself, and every file that answers, are followed on.
            if (hangs is not null && now.LeaveBehind(options.SettingsFile, hanging))
            {
                now = Begin(judge, hanging, stoppingToken);
                hangs = null;
            }
            if (hangs != told)
                judge.CouldNotLook(hangs);
            told = hangs;
            // The look begins a little after it was asked for: systemd is not answered before it is known that it hangs.
            await requests.AnswerOlderAsync(hangs is not null ? Deadline : Deadline * 1.5, stoppingToken).ConfigureAwait(false);
        }
        await now.Done.ConfigureAwait(false);
    }

    private FollowingThread Begin(SettingsJudge judge, HangingFiles hanging, CancellationToken stopping)
    {
        var thread = new FollowingThread(clock);
        thread.Done = Task.Factory.StartNew(
            () => thread.Touch.Watch(() => Follow(thread, judge, hanging, stopping)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return thread;
    }

    /// <returns>False when it was left behind.</returns>
    private bool Follow(FollowingThread thread, SettingsJudge judge, HangingFiles hanging, CancellationToken stopping)
    {
        using var hints = new FolderHints(() => wake.Set());
        using var contents = new ContentReader(clock, hanging, options.Host.IsRunningHost ? null : options.Host.Resolve);
        var files = new SettingsFiles(options.SettingsFile, options.Host, contents, hints, hanging);
        var settling = new Settling(clock);
        while (!stopping.IsCancellationRequested)
        {
            thread.Looks();
            var request = requests.Open;
            var settings = current.Now.Settings;
            var seen = files.Look(settings);
            var left = settling.Look(seen, settings?.Apply.Settle ?? new ApplySettings().Settle);
            // At start the settings count at once: whoever starts the daemon has finished writing them.
            var settles = left > TimeSpan.Zero && !isFirst;
            if (thread.LeftAt is null)
                current.IsSettling = settles;
            var due = isFirst || request is not null || left == TimeSpan.Zero;
            var reading = due ? files.Read(seen) : null;
            if (!thread.HasLooked())
            {
                hanging.Remove(thread.LeftAt!);
                wake.Set();
                return false;
            }
            if (due && reading is null)
                left = Breath;
            if (reading is not null)
            {
                // What did not answer is read again at the next look, without waiting for a change.
                if (!reading.IsUnanswered)
                    settling.Judged(seen);
                Judged(judge.Judge(reading, seen, request is not null), request, stopping);
                isFirst = false;
                left = null;
            }
            current.IsSettling = left is not null;
            if (wake.WaitOne(left < Poll ? left.Value : Poll))
                stopping.WaitHandle.WaitOne(Breath);
        }
        return true;
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
