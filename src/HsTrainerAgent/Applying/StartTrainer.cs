using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>
/// Runs the vendor's script for one trainer with the settings as they are now, and is the only writer of its applied record: removed before
/// run.sh starts, written after it has succeeded, removed again when a foreground trainer fails later.
/// </summary>
/// <param name="grace">Between SIGTERM and SIGKILL.</param>
internal sealed class StartTrainer(
    HostPaths host, string settingsFile, AgentSettings settings, TrainerSettings trainer, TextWriter log, TimeProvider clock, TimeSpan grace)
{
    private const int Refused = 3;
    private const int Stopped = 143;
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    private readonly string recordPath = host.AppliedRecord(trainer.Name);
    private readonly string runPath = host.Run(trainer.Name);

    private TrainerRun run = new(
        Guid.NewGuid().ToString("N"), Boot.Id, Environment.ProcessId, ProcessTable.Find(Environment.ProcessId)?.Start ?? 0, "", clock.GetUtcNow());

    /// <summary>Told once the trainer counts as applied.</summary>
    public Action? OnApplied { get; init; }

    /// <returns>0 when applied, 3 when it refused to start run.sh, 124 when run.sh took too long, 143 when stopped, else run.sh's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        _ = Libc.setsid();
        using var orphans = new Orphans(clock, () => run.Session);

        var before = AppliedRecord.Read(recordPath);
        using var turn = await RunTurn.TakeAsync(host, trainer.Name, grace, log, clock, stop).ConfigureAwait(false);
        var fingerprint = Fingerprint.Of(settings, trainer, host, out var unreadable);
        if (fingerprint is null)
            return Refuse(unreadable!);
        run = run with { Fingerprint = fingerprint.Hex, StartedAt = clock.GetUtcNow() };
        if (turn.Waited && AppliedRecord.Read(recordPath) is { } since && since != before && since.Fingerprint == fingerprint.Hex)
        {
            await log.WriteLineAsync($"{trainer.Name}: another run has just applied these settings; nothing to do").ConfigureAwait(false);
            return 0;
        }
        if (StartAccess.Fault(host, settingsFile, settings, trainer) is { } open)
            return Refuse(open);

        RunTurn.EndLeftovers(TrainerRun.Read(runPath), grace, log, clock);
        try
        {
            ProveWritable();
            AtomicFile.Remove(recordPath);
            run.Write(runPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse($"the applied record cannot be kept, so run.sh was not started: {fault.Message}");
        }
        return await RunScriptAsync(fingerprint, turn, stop).ConfigureAwait(false);
    }

    private async Task<int> RunScriptAsync(Fingerprint fingerprint, RunTurn turn, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        var script = await TrainerScript.StartAsync(
            host.Follow(trainer.Bundle), settings.Application, TrainerRun.MarkOf(run.Id), log, "", clock).ConfigureAwait(false);
        run = run with { Session = script.Process.Pid, SessionStart = script.Process.Start };
        Keep();
        try
        {
            var verdict = await script.JudgeAsync(settings.Apply.Timeout, settings.Apply.ForegroundAfter, stop).ConfigureAwait(false);
            if (verdict.Mode is not { } mode)
                return await FailAsync(script, verdict.ExitCode ?? 1, verdict.Failure!).ConfigureAwait(false);

            var invocation = Environment.GetEnvironmentVariable("INVOCATION_ID") is { Length: > 0 } unit ? unit : Boot.Id;
            new AppliedRecord(fingerprint.Hex, clock.GetUtcNow(), mode, verdict.ExitCode, invocation, clock.GetElapsedTime(started).TotalSeconds).Write(recordPath);
            run = run with { Phase = RunPhase.Applied, Foreground = mode == AppliedMode.Foreground, ExitCode = verdict.ExitCode };
            Keep();
            OnApplied?.Invoke();
            return await StayAsync(script, turn, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped on purpose: what was applied stays so, what was not never becomes it.
            run.Tree().End(grace, clock);
            run = run with { Failure = run.Phase == RunPhase.Starting ? "it was stopped before run.sh had succeeded" : null };
            Finish(exitCode: null);
            return Stopped;
        }
        catch (IOException fault)
        {
            return await FailAsync(script, 1, $"run.sh succeeded, but the applied record cannot be written: {fault.Message}").ConfigureAwait(false);
        }
        finally
        {
            await script.Output.FlushAsync(LastLines).ConfigureAwait(false);
        }
    }

    // The verdict is given at run.sh's exit, but whoever inherited its output would die of SIGPIPE if nobody read it any more.
    private async Task<int> StayAsync(TrainerScript script, RunTurn turn, CancellationToken stop)
    {
        var code = await script.Process.Exited.WaitAsync(stop).ConfigureAwait(false);
        if (code != 0)
        {
            AtomicFile.Remove(recordPath);
            return await FailAsync(script, code, "the foreground trainer is gone: " + await script.DescribeAsync(code).ConfigureAwait(false)).ConfigureAwait(false);
        }
        turn.Dispose();
        run = run with { Foreground = false, ExitCode = 0 };
        Keep();
        await script.Output.Ended.WaitAsync(stop).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> FailAsync(TrainerScript script, int code, string why)
    {
        var left = run.Tree().End(grace, clock);
        run = run with { Failure = left == 0 ? why : $"{why}; {left} of its processes could not be killed" };
        Finish(code);
        await log.WriteLineAsync($"{trainer.Name}: {run.Failure}").ConfigureAwait(false);
        await Task.WhenAny(script.Output.Ended, Task.Delay(LastLines, clock)).ConfigureAwait(false);
        return code;
    }

    private int Refuse(string why)
    {
        run = run with { Failure = why, Refused = true };
        Finish(exitCode: null);
        log.WriteLine($"{trainer.Name}: refused: {why}");
        return Refused;
    }

    private void Finish(int? exitCode)
    {
        run = run with { Phase = RunPhase.Ended, ExitCode = exitCode, EndedAt = clock.GetUtcNow() };
        Keep();
    }

    // The run's file tells others how it goes; a run that is under way does not stop because nobody can be told.
    private void Keep()
    {
        try
        {
            run.Write(runPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.WriteLine($"{trainer.Name}: the run's state cannot be kept: {fault.Message}");
        }
    }

    // Before run.sh is started, not after: a run that succeeded and cannot be recorded would be run again.
    private void ProveWritable()
    {
        var trial = recordPath + ".trial";
        AtomicFile.Write(trial, new byte[1024], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Remove(trial);
    }
}
