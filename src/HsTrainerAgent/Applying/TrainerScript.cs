using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>How the first part of a run ended.</summary>
/// <param name="Mode">Null when the trainer does not count as applied.</param>
/// <param name="Failure">A sentence without the token, null when it was applied.</param>
internal sealed record Verdict(AppliedMode? Mode, int? ExitCode, string? Failure)
{
    /// <summary>What start-trainer ends with for a run that took too long, as timeout(1) does.</summary>
    public const int TimedOut = 124;
}

/// <summary>One run of <c>bash run.sh trainer URL TOKEN</c> in the bundle's folder (the article's step 3): starts it, judges it, ends it.</summary>
internal sealed class TrainerScript(ScriptProcess process, OutputPump pump, TimeProvider clock)
{
    /// <summary>The time a run's processes have between SIGTERM and SIGKILL.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>For reading what it said last; only a grandchild that keeps the pipe makes anybody wait for so long.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    public ScriptProcess Process => process;

    public OutputPump Output => pump;

    public static async Task<TrainerScript> StartAsync(
        string folder, ApplicationSettings application, string mark, LogLines log, TimeProvider clock)
    {
        var process = await ScriptProcess.StartAsync(
            folder, "/bin/bash", ["bash", "run.sh", "trainer", application.Url, application.Token.Reveal()], Inherited(mark)).ConfigureAwait(false);
        var pump = new OutputPump(process.Output, application.Token, log);
        pump.Start();
        return new TrainerScript(process, pump, clock);
    }

    /// <summary>Exit 0 or still running after <paramref name="foregroundAfter"/> is applied; anything else, or <paramref name="timeout"/>, is not.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public async Task<Verdict> JudgeAsync(TimeSpan timeout, TimeSpan? foregroundAfter, CancellationToken stop)
    {
        var foreground = foregroundAfter is { } after && after < timeout;
        try
        {
            var code = await process.Exited.WaitAsync(foreground ? foregroundAfter!.Value : timeout, clock, stop).ConfigureAwait(false);
            return code == 0 ? new Verdict(AppliedMode.Detached, 0, null) : new Verdict(null, code, await DescribeAsync(code).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return foreground
                ? new Verdict(AppliedMode.Foreground, null, null)
                : new Verdict(null, Verdict.TimedOut, $"run.sh was still running after {Duration.Text(timeout)} (apply.timeout)");
        }
    }

    /// <summary>An exit code as a person reads it, with the script's last line.</summary>
    public async Task<string> DescribeAsync(int code)
    {
        // The last line often gives the reason, and it is read by another thread; a grandchild that keeps the pipe must not delay the verdict for long.
        await Task.WhenAny(pump.Ended, Task.Delay(LastWords, clock)).ConfigureAwait(false);
        var how = code is > 128 and <= 192 ? $"run.sh was ended by signal {code - 128}" : $"run.sh ended with exit code {code}";
        return pump.LastLine is { } line ? $"{how}: {(line.Length > 200 ? line[..200] + "…" : line)}" : how;
    }

    /// <summary>What a script finds in its environment besides what this process has.</summary>
    public static Dictionary<string, string?> Inherited(string mark)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/root",
        };
        var parts = mark.Split('=', 2);
        environment[parts[0]] = parts[1];
        return environment;
    }
}
