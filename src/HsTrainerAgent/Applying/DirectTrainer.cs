using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Runs <c>start-trainer</c> as a child in a session of its own, which survives the agent: for machines where systemd is not PID 1.</summary>
/// <param name="settingsFile">Handed on as <c>--settings</c>.</param>
/// <param name="lines">Where the run's lines go until it is applied; null lets it write to this process's output for good, which keeps that open.</param>
internal sealed class DirectTrainer(HostPaths host, string settingsFile, TextWriter? lines, TimeProvider clock) : ITrainerUnits
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(300);

    public async Task<RunResult> RunAsync(TrainerSettings trainer, CancellationToken cancellation)
    {
        var before = TrainerRun.Read(host.Run(trainer.Name))?.Id;
        string[] command = ["start-trainer", trainer.Name, "--settings", settingsFile, "--root", host.Root];
        var child = lines is null ? SelfCommand.Start(command) : SelfCommand.StartRelayed(lines, command);
        while (true)
        {
            // Read after the exit was seen: the child's last word is then in the file.
            var exit = child.IsCompleted ? child : null;
            var run = TrainerRun.Read(host.Run(trainer.Name));
            if (run is not null && run.Id != before && !run.InProgress)
            {
                // Its last lines come through a pipe and may be behind its verdict.
                if (lines is not null)
                    await Task.WhenAny(child, Task.Delay(LastLines, clock, cancellation)).ConfigureAwait(false);
                return Result(run);
            }
            if (exit is not null && (run is null || run.Id == before))
            {
                var code = await exit.ConfigureAwait(false);
                return code == 0
                    ? new RunResult(null, null, Refused: false)
                    : new RunResult(null, $"start-trainer ended with exit code {code} before it started run.sh", Refused: code == 3);
            }
            await Task.Delay(Poll, clock, cancellation).ConfigureAwait(false);
        }
    }

    public async Task<RunResult> JoinAsync(TrainerSettings trainer, CancellationToken cancellation)
    {
        while (TrainerRun.Read(host.Run(trainer.Name)) is { InProgress: true })
            await Task.Delay(Poll, clock, cancellation).ConfigureAwait(false);
        return TrainerRun.Read(host.Run(trainer.Name)) is { } run ? Result(run) : new RunResult(null, "the run left no trace", Refused: false);
    }

    private static RunResult Result(TrainerRun run) => new(run.Id, run.Fault, run.Refused);
}
