using System.ComponentModel;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Runs <c>start-trainer</c> as a child in a session of its own, which survives the agent: for machines where systemd is not PID 1.</summary>
/// <param name="settingsFile">Handed on as <c>--settings</c>.</param>
/// <param name="lines">Where the run's lines go until it is applied; null lets it write to this process's output for good, which keeps that open.</param>
internal sealed class DirectTrainer(HostPaths host, string settingsFile, TextWriter? lines, TimeProvider clock) : ITrainerUnits
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    /// <summary>For ending an earlier run, reading the settings and killing what ran out of time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    public uint RunsAs => Libc.geteuid();

    public async Task<RunResult> RunAsync(TrainerSettings trainer, Fingerprint expected, TimeSpan timeout, CancellationToken cancellation)
    {
        var before = TrainerRun.Of(host, trainer.Name)?.Id;
        Task<int> child;
        try
        {
            AtomicFile.Remove(host.Refusal(trainer.Name));
            string[] command = ["start-trainer", trainer.Name, "--settings", settingsFile, "--root", host.Root, "--expect", expected.Shown];
            child = lines is null ? SelfCommand.Start(command) : SelfCommand.StartRelayed(lines, command);
        }
        catch (Win32Exception fault)
        {
            return new RunResult(null, $"start-trainer cannot be started: {fault.Message}", Refused: true);
        }
        for (var since = clock.GetTimestamp(); clock.GetElapsedTime(since) < timeout + Margin;)
        {
            // Read after the exit was seen: the child's last word is then in the file.
            var over = child.IsCompleted;
            var run = TrainerRun.Of(host, trainer.Name);
            if (run is not null && run.Id != before && !run.InProgress)
            {
                // Its last lines come through a pipe and may be behind its verdict.
                if (lines is not null)
                    await Task.WhenAny(child, Task.Delay(LastLines, clock, cancellation)).ConfigureAwait(false);
                return RunResult.Of(run);
            }
            if (over && (run is null || run.Id == before))
                return NotRun(trainer, await child.ConfigureAwait(false));
            await Task.Delay(Poll, clock, cancellation).ConfigureAwait(false);
        }
        return new RunResult(null, $"start-trainer has not come to an end within {Duration.Text(timeout + Margin)}", Refused: false);
    }

    public async Task<string?> AskGuardAsync(TrainerSettings trainer, TimeSpan timeout, CancellationToken cancellation)
    {
        var before = GuardAnswer.Read(host.GuardAnswer(trainer.Name));
        using var late = new CancellationTokenSource(timeout + GuardRun.Margin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        string? failure;
        try
        {
            var code = await SelfCommand.RunAsync([GuardRun.Verb, trainer.Name, "--settings", settingsFile, "--root", host.Root], either.Token).ConfigureAwait(false);
            failure = code == 0 ? null : $"asking it ended with exit code {code}";
        }
        catch (Win32Exception fault)
        {
            failure = $"it cannot be asked: {fault.Message}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            failure = $"asking it has not come to an end within {Duration.Text(timeout + GuardRun.Margin)}";
        }
        return GuardAnswer.Objection(before, GuardAnswer.Read(host.GuardAnswer(trainer.Name)), failure);
    }

    public Task<UnitState?> StateAsync(TrainerSettings trainer, CancellationToken cancellation) => Task.FromResult<UnitState?>(null);

    // Another run may have applied the same just before: then nothing was to be done, and that is well.
    private RunResult NotRun(TrainerSettings trainer, int code) => code == 0
        ? new RunResult(null, null, Refused: false)
        : new RunResult(null, Refusal.Read(host.Refusal(trainer.Name)) ?? $"start-trainer ended with exit code {code} before it started run.sh", Refused: code == 3);

}
