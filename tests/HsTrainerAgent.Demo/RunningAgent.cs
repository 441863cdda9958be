using System.Diagnostics;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Demo;

/// <summary>The real agent as a process of its own, its lines handed on as they come; ended when disposed.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    public RunningAgent(TrainerHost host, Action<string> told)
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
            told(line.Data);
        }
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
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
        _ = Libc.kill(process.Id, Libc.SIGTERM);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
    }
}
