using HsTrainerAgent.Hosting.Following;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Hosting.Watching;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using Microsoft.Extensions.Hosting;

namespace HsTrainerAgent.Hosting.Reporting;

/// <summary>Keeps the status file and systemd's STATUS= as things stand: rewritten when something changes, at most about once a second, and at each heartbeat.</summary>
internal sealed class StatusWriter : BackgroundService
{
    /// <summary>Gathers what changes together.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>For a write that the stop of the daemon meets, unless its file system hangs.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two writes.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly RunOptions options;
    private readonly StatusSurvey survey;
    private readonly LedgerKeeper keeper;
    private readonly SystemdNotices systemd;
    private readonly Scrubber scrubber;
    private readonly Teller teller;
    private readonly TimeProvider clock;
    private readonly ITimer due;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1);
    private bool isDue, refused;
    private volatile bool stopped;
    private long? written;

    public StatusWriter(
        RunOptions options, StatusSurvey survey, LedgerKeeper keeper, Outcomes outcomes, ApplyStates applying, Pauses pauses, SettingsStanding standing,
        SystemdNotices systemd, Scrubber scrubber, Teller teller, TimeProvider clock)
    {
        (this.options, this.survey, this.keeper, this.systemd, this.scrubber, this.teller, this.clock) = (options, survey, keeper, systemd, scrubber, teller, clock);
        due = clock.CreateTimer(_ => WriteDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        outcomes.Seen += _ => Changed();
        applying.Changed += Changed;
        pauses.Changed += Changed;
        standing.Changed += Changed;
    }

    /// <summary>Has the report written soon.</summary>
    public void Changed()
    {
        // One timer and no loop that waits: each wake of an idle process costs more than the report.
        lock (due)
        {
            if (isDue || stop.IsCancellationRequested)
                return;
            isDue = true;
            var calm = written is { } last ? Calm - clock.GetElapsedTime(last) : TimeSpan.Zero;
            due.Change(calm > Breath ? calm : Breath, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Before anything is looked at: what was open when the daemon ended keeps its age.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var before = await Task.Run(() => StatusFile.Read(options.Host.Status, out _), cancellationToken).ConfigureAwait(false);
        keeper.Remember(before?.Checks.SelectMany(check => check.Findings.Select(finding =>
            new EarlierFinding(check.Name, check.Trainer, finding.Code, finding.Subject, finding.Since))) ?? []);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the report as things stand now; nothing any more once it was stopped.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (stopped)
                return;
            var report = StatusScrubbing.Without(await survey.TakeAsync(cancellation).ConfigureAwait(false), scrubber.Scrub);
            report = report with { State = StatusLine.Of(report) };
            systemd.Status(report.State);
            StatusFile.Write(options.Host.Status, report);
            refused = false;
            written = clock.GetTimestamp();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!refused)
                teller.Tell(EventKind.StatusUnwritable, $"{options.Host.Status} cannot be written, so that 'status' has nothing to show: {fault.Message}");
            refused = true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A write that is on its way comes to its end, and leaves no half-written file behind.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        stopped = true;
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (await turn.WaitAsync(LastWrite, CancellationToken.None).ConfigureAwait(false))
            turn.Release();
    }

    public override void Dispose()
    {
        lock (due)
            stop.Cancel();
        due.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = stoppingToken.Register(stop.Cancel);
        await WriteAsync(stoppingToken).ConfigureAwait(false);
        // A fault ends the daemon for all to see, as that of every other part.
        await failed.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
    }

    private void WriteDue()
    {
        lock (due)
            isDue = false;
        WriteAsync(stop.Token).ContinueWith(
            write => failed.TrySetException(write.Exception!.InnerExceptions), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
