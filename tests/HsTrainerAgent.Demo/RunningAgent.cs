using System.Diagnostics;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Demo;

/// <summary>The real agent as a process of its own, its lines handed on as they come; ended when disposed.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private bool disposed;

    public RunningAgent(TrainerHost host, Action<string>? told = null)
    {
        var start = AgentProgram.With("run", "--root", host.Root);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = new Process { StartInfo = start };
        void Take(object _, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;
            lock (lines)
                lines.Add(line.Data);
            told?.Invoke(line.Data);
        }
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => process.Id;

    public bool IsRunning => !process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Sends a signal by its number.</summary>
    public void Signal(int number) => _ = Libc.kill(process.Id, number);

    /// <summary>Waits for the process alone: what it started may hold its output open for longer.</summary>
    /// <exception cref="TimeoutException">It was still running.</exception>
    public async Task ExitedAsync(TimeSpan within)
    {
        for (var since = Stopwatch.StartNew(); IsRunning; await Task.Delay(20))
        {
            if (since.Elapsed > within)
                throw new TimeoutException($"the agent was still running after {within}");
        }
    }

    /// <summary>Everything it has said so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    /// <summary>Runs another verb on the same host; gives its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(TrainerHost host, params string[] arguments)
    {
        var start = AgentProgram.With([.. arguments, "--root", host.Root]);
        start.RedirectStandardOutput = true;
        using var verb = Process.Start(start)!;
        var output = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return (verb.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        if (IsRunning)
            Signal(Libc.SIGTERM);
        try
        {
            await ExitedAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        process.Dispose();
    }
}
