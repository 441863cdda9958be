using System.ComponentModel;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>One run of run.sh from its start to the end of its output, with its state on disk for those who join, judge or end it.</summary>
/// <param name="ownsProcess">Whether all children of this process are the run's.</param>
internal sealed class RunningTrainer(
    HostPaths host, AgentSettings settings, TrainerSettings trainer, Fingerprint fingerprint, LogLines lines, TimeProvider clock, TimeSpan grace, bool ownsProcess)
{
    public const int Stopped = 143;

    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    /// <summary>Between the ends of processes that one stop ends.</summary>
    private static readonly TimeSpan SignalsApart = TimeSpan.FromMilliseconds(300);

    /// <summary>The InvocationID of the unit that this is the process of, or null.</summary>
    private static readonly string? Unit = Environment.GetEnvironmentVariable("INVOCATION_ID") is { Length: > 0 } id ? id : null;

    private readonly string recordPath = host.AppliedRecord(trainer.Name);

    private TrainerRun run = new(
        Guid.NewGuid().ToString("N"), Unit is null ? Boot.Id : TrainerRun.BootOfItsFile, Environment.ProcessId, ProcessTable.Find(Environment.ProcessId)?.Start ?? 0, fingerprint.Hex, clock.GetUtcNow())
    {
        Bundle = trainer.Bundle,
    };

    public Action? OnApplied { get; init; }

    private ProcessTree Tree => run.Tree() with { Keeper = ownsProcess ? Environment.ProcessId : null };

    /// <exception cref="IOException">The run's state cannot be written; run.sh was not started.</exception>
    public async Task<int> RunAsync(RunTurn turn, CancellationToken stop)
    {
        run = run with { LockInode = turn.LockInode };
        run.Write(host.Run(trainer.Name));
        // Only in a process of its own: it would bury the children of others, whose ends somebody waits for.
        using var orphans = ownsProcess ? new Orphans(clock, () => run.Session) : null;
        var started = clock.GetTimestamp();
        TrainerScript script;
        try
        {
            script = await TrainerScript.StartAsync(host.Follow(trainer.Bundle), settings.Application, TrainerRun.MarkOf(run.Id), lines, clock).ConfigureAwait(false);
        }
        catch (Win32Exception fault)
        {
            return Fail(1, $"run.sh cannot be started: {fault.Message}");
        }
        run = run with { Session = script.Process.Pid, SessionStart = script.Process.Start };
        Keep();
        try
        {
            var verdict = await script.JudgeAsync(settings.Apply.Timeout, settings.Apply.ForegroundAfter, stop).ConfigureAwait(false);
            if (verdict.Mode is not { } mode)
            {
                // As below: ended by a signal, it may have been ended with the whole unit.
                if (verdict.ExitCode > 128)
                    await Task.Delay(SignalsApart, clock, stop).ConfigureAwait(false);
                return Fail(verdict.ExitCode ?? 1, verdict.Failure!);
            }
            if (Record(mode, verdict.ExitCode, clock.GetElapsedTime(started)) is { } fault)
                return Fail(1, fault);
            run = run with { Phase = RunPhase.Applied, Foreground = mode == AppliedMode.Foreground, ExitCode = verdict.ExitCode };
            Keep();
            OnApplied?.Invoke();
            return await StayAsync(script, turn, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped on purpose: what was applied stays so, what was not never becomes it.
            Tree.End(grace, clock);
            run = run with { Stopped = true };
            Finish(null, run.Phase == RunPhase.Starting ? "it was stopped before run.sh had succeeded" : null);
            return Stopped;
        }
        finally
        {
            await Task.WhenAny(script.Output.Ended, Task.Delay(LastLines, clock, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    // The verdict is given at run.sh's exit, but whoever inherited its output would die of SIGPIPE if nobody read it any more.
    private async Task<int> StayAsync(TrainerScript script, RunTurn turn, CancellationToken stop)
    {
        var code = await script.Process.Exited.WaitAsync(stop).ConfigureAwait(false);
        // Process 1 stops the whole unit at once: the script may be gone before this process has seen its own signal.
        await Task.Delay(SignalsApart, clock, stop).ConfigureAwait(false);
        if (code != 0)
            return Fail(code, "the foreground trainer is gone: " + await script.DescribeAsync(code).ConfigureAwait(false));
        run = run with { Foreground = false, ExitCode = 0 };
        Keep();
        turn.Dispose();
        await script.Output.Ended.WaitAsync(stop).ConfigureAwait(false);
        Keep();
        return 0;
    }

    private string? Record(AppliedMode mode, int? exitCode, TimeSpan took)
    {
        try
        {
            new AppliedRecord(fingerprint.Hex, clock.GetUtcNow(), mode, exitCode, Unit ?? Boot.Id, took.TotalSeconds) { Run = run.Id }.Write(recordPath);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"run.sh succeeded, but the applied record cannot be written: {fault.Message}";
        }
    }

    private int Fail(int code, string why)
    {
        try
        {
            AtomicFile.Remove(recordPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            why += $"; the applied record cannot be removed: {fault.Message}";
        }
        var left = Tree.End(grace, clock);
        Finish(code, left == 0 ? why : $"{why}; {left} of its processes could not be killed");
        lines.Tell($"{trainer.Name}: {run.Failure}");
        // A script's own 143 is a failure like any other; this process's means that it was stopped.
        return code == Stopped ? 1 : code;
    }

    private void Finish(int? exitCode, string? failure)
    {
        run = run with { Phase = RunPhase.Ended, ExitCode = exitCode, Failure = failure, EndedAt = clock.GetUtcNow() };
        Keep();
    }

    // The run's file tells others how it goes; a run that is under way does not stop because nobody can be told.
    private void Keep()
    {
        run = run with { Processes = [.. Tree.Members().Select(process => new SeenProcess(process.Pid, process.Start))] };
        try
        {
            run.Write(host.Run(trainer.Name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            lines.Tell($"{trainer.Name}: the run's state cannot be kept: {fault.Message}");
        }
    }
}
