using HsTrainerAgent.Claims;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>
/// Runs the vendor's script for one trainer with the settings as they are now, and keeps its applied record: removed before
/// run.sh starts, written after it has succeeded, removed again when a foreground trainer fails later.
/// </summary>
/// <param name="grace">Between SIGTERM and SIGKILL.</param>
internal sealed class StartTrainer(
    HostPaths host, string settingsFile, AgentSettings settings, TrainerSettings trainer, TextWriter log, TimeProvider clock, TimeSpan grace)
{
    private const int Refused = 3;
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    /// <summary>For killing a run that took too long.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>For looking at the bundle; its unit has no limit for its start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LogLines lines = new(log);
    private readonly BoundedLook looks = new(clock, Patience);

    /// <summary>Told once the trainer counts as applied.</summary>
    public Action? OnApplied { get; init; }

    /// <summary>The twelve digits of the fingerprint this run was planned for; with another one in the settings it refuses.</summary>
    public string? Expected { get; init; }

    /// <summary>Whether this process does nothing else, so that all its children are the run's.</summary>
    public bool OwnsProcess { get; init; }

    /// <returns>0 when applied, 3 when it refused to start run.sh, 124 when run.sh took too long, 143 when stopped, else run.sh's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            return await PrepareAndRunAsync(stop).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            lines.Tell($"{trainer.Name}: refused: {refused.Message}");
            Refusal.Write(host.Refusal(trainer.Name), refused.Message);
            return Refused;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return RunningTrainer.Stopped;
        }
        finally
        {
            await lines.FlushAsync(LastLines).ConfigureAwait(false);
        }
    }

    private async Task<int> PrepareAndRunAsync(CancellationToken stop)
    {
        _ = Libc.setsid();
        var fingerprint = Fingerprint.Of(settings, trainer, host, out var unreadable) ?? throw new RefusedException(unreadable!);
        if (Expected is { } expected && expected != fingerprint.Shown)
            throw new RefusedException("the settings have changed since this run was planned");
        var leftovers = new Leftovers(host, grace, line => lines.Tell($"{trainer.Name}: {line}"), clock);
        try
        {
            using var turn = await RunTurn.TakeAsync(host, trainer.Name, fingerprint, leftovers, Prepare, settings.Apply.Timeout + Margin, clock, stop).ConfigureAwait(false);
            if (turn is null)
            {
                lines.Tell($"{trainer.Name}: another run has just applied these settings; nothing to do");
                OnApplied?.Invoke();
                return 0;
            }
            Prepare();
            if (TrainerRun.Read(host.Run(trainer.Name)) is { } earlier)
                leftovers.End(earlier);
            leftovers.EndRenamed(settings, trainer);
            // Beside the run: a slow disk must not hold it up.
            var claim = LeaveClaimAsync(stop);
            var running = new RunningTrainer(host, settings, trainer, fingerprint, lines, clock, grace, OwnsProcess) { OnApplied = OnApplied };
            var exit = await running.RunAsync(turn, stop).ConfigureAwait(false);
            await claim.ConfigureAwait(false);
            return exit;
        }
        catch (TimeoutException busy)
        {
            throw new RefusedException(busy.Message);
        }
        catch (UnansweredException hangs)
        {
            throw new RefusedException(hangs.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"the run's state cannot be kept, so run.sh was not started: {fault.Message}");
        }
    }

    private async Task LeaveClaimAsync(CancellationToken stop)
    {
        try
        {
            if (await ClaimWriter.LeaveAsync(host, settings, trainer, clock, stop).ConfigureAwait(false) is { } unclaimed)
                lines.Tell($"{trainer.Name}: warning: no claim was left beside the data: {unclaimed}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start leaves one.
        }
    }

    // In this order: a trainer that works is not ended before it is certain that its successor may be started and recorded.
    private void Prepare()
    {
        // This process does nothing else, so it may wait here.
        var fault = looks.AtAsync($"the bundle of {trainer.Name}",
            () => StartAccess.Fault(host, settingsFile, settings, trainer, Libc.geteuid()), CancellationToken.None).GetAwaiter().GetResult();
        if (fault is not null)
            throw new RefusedException(fault);
        var record = host.AppliedRecord(trainer.Name);
        // Proven now: a run that succeeded and could not be recorded would be run again.
        AtomicFile.Write(record + ".trial", new byte[1024], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Remove(record + ".trial");
        AtomicFile.Remove(record);
        AtomicFile.Remove(host.Refusal(trainer.Name));
    }

    private sealed class RefusedException(string why) : Exception(why);
}
