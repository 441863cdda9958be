using System.ComponentModel;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Asks the operator's guard (apply.guard) once whether a trainer may be run again: within its time, and nothing of it is left afterwards.</summary>
/// <param name="reason">Why the trainer is to be run again, or null when that cannot be told.</param>
/// <param name="ownsProcess">Whether all children of this process are the guard's.</param>
internal sealed class GuardRun(
    HostPaths host, string settingsFile, AgentSettings settings, TrainerSettings trainer, ApplyReason? reason, TimeProvider clock, bool ownsProcess)
{
    /// <summary>The verb that asks.</summary>
    public const string Verb = "guard";

    /// <summary>For reading the settings, looking at the guard and ending what ran out of time.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Between SIGTERM and SIGKILL: a guard only looks, and has nothing to put away.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>For reading what it said, once all of it has ended; only what could not be killed makes anybody wait for so long.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly BoundedLook looks = new(clock, TimeSpan.FromSeconds(10));

    private readonly string id = Environment.GetEnvironmentVariable("INVOCATION_ID") is { Length: > 0 } unit ? unit : Guid.NewGuid().ToString("N");

    /// <exception cref="OperationCanceledException">It was called off; the guard has been ended.</exception>
    public async Task<GuardAnswer> AskAsync(CancellationToken stop)
    {
        var answer = new GuardAnswer(id, clock.GetUtcNow());
        if (settings.Apply.Guard is not [var program, ..] command)
            return answer with { Problem = "the settings have none any more" };
        try
        {
            if (await looks.AtAsync(program, () => Fault(program), stop).ConfigureAwait(false) is { } fault)
                return answer with { Problem = fault };
        }
        catch (IOException hangs)
        {
            return answer with { Problem = hangs.Message };
        }
        int? session = null;
        using var orphans = ownsProcess ? new Orphans(clock, () => session) : null;
        ScriptProcess guard;
        try
        {
            guard = await ScriptProcess.StartAsync(host.Follow("/"), host.Follow(program), command, Given()).ConfigureAwait(false);
        }
        catch (Win32Exception fault)
        {
            return answer with { Problem = $"it cannot be started: {fault.Message}" };
        }
        session = guard.Pid;
        return await JudgeAsync(guard, answer, stop).ConfigureAwait(false);
    }

    private async Task<GuardAnswer> JudgeAsync(ScriptProcess guard, GuardAnswer answer, CancellationToken stop)
    {
        var output = new LastLine(guard.Output);
        var tree = new ProcessTree(guard.Pid, guard.Start, Mark) { Keeper = ownsProcess ? Environment.ProcessId : null };
        var grace = TimeSpan.Zero;
        try
        {
            var code = await guard.Exited.WaitAsync(settings.Apply.GuardTimeout, clock, stop).ConfigureAwait(false);
            answer = answer with { ExitCode = code, Problem = code is > 128 and <= 192 ? $"it was ended by signal {code - 128}" : null };
            grace = Grace;
        }
        catch (TimeoutException)
        {
            answer = answer with { Problem = $"no answer within {Duration.Text(settings.Apply.GuardTimeout)} (apply.guardTimeout)" };
            grace = Grace;
        }
        finally
        {
            // Also after its own end: a child that it left would keep the output open, and what it forgot would gather at each asking.
            tree.End(grace, clock);
        }
        // The last line is read by another thread.
        await Task.WhenAny(output.Ended, Task.Delay(LastWords, clock, stop)).ConfigureAwait(false);
        return answer with { LastLine = output.Shown(settings.Application.Token) };
    }

    private string Mark => "HS_GUARD_ID=" + id;

    private Dictionary<string, string?> Given()
    {
        var environment = TrainerScript.Inherited(Mark);
        environment["HS_TRAINER"] = trainer.Name;
        environment["HS_BUNDLE"] = trainer.Bundle;
        environment["HS_APPLY_REASON"] = reason switch
        {
            ApplyReason.FirstStart => "first-start",
            ApplyReason.SettingsChanged => "settings-changed",
            ApplyReason.LastRunFailed => "last-run-failed",
            ApplyReason.NotStartedSinceBoot => "not-started-since-boot",
            ApplyReason.Stopped => "stopped",
            ApplyReason.AskedByOperator => "asked-by-operator",
            // Not left out, for a shell's `set -u`.
            _ => "",
        };
        return environment;
    }

    /// <summary>What would run as root at somebody else's word, or not at all, with the cure; else null.</summary>
    private string? Fault(string program)
    {
        switch (new PathWalk(host.Root).To(program))
        {
            case { State: PlaceState.Unknown } place:
                return place.Why;
            case { State: PlaceState.Missing } place:
                return $"{place.Path} is missing: put it there, or correct apply.guard";
            case { Inode: { } inode } place when inode.Kind != InodeKind.File:
                return $"{place.Path} is {inode.What}: correct apply.guard";
            case { Inode: { Permissions: var bits } } when (bits & 0b001_001_001) == 0:
                return $"{program} may not be executed: chmod +x {ShellText.Quote(program)}";
        }
        foreach (var (owner, path) in new[] { (host.Owner(settingsFile), host.Named(Path.GetFullPath(settingsFile))), (host, program) })
        {
            if (WriteAccess.OpenToOthers(owner, path, out var unknown) is { } open)
                return $"{path} {open.How}: {open.Cure}";
            if (unknown is not null)
                return $"who may write {path} cannot be told: {unknown}";
        }
        return null;
    }
}
