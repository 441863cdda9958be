using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Starts this very program again with another verb.</summary>
internal static class SelfCommand
{
    /// <summary>By its path, not by /proc/self/exe: after an upgrade the file there is the new version.</summary>
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "hs-trainer-agent");

    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { UseShellExecute = false };
        // A developer's build is started by the runtime's own launcher, which must find the runtime that this process runs on.
        if (Path.GetFullPath(RuntimeEnvironment.GetRuntimeDirectory()).Split("/shared/Microsoft.NETCore.App/") is [var runtimes, _])
            start.Environment["DOTNET_ROOT"] = runtimes;
        // They speak of this process's unit: a child that took them for its own would write a foreign InvocationID into the record.
        foreach (var name in (string[])["INVOCATION_ID", "JOURNAL_STREAM", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"])
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>Starts it with this process's output as its own; the task gives its exit code. It is not ended with this process.</summary>
    public static Task<int> Start(params IEnumerable<string> arguments) => ExitOf(Process.Start(With(arguments))!);

    /// <summary>Starts it with this process's output as its own and waits for its exit code; called off, it is told to end (SIGTERM).</summary>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(With(arguments))!;
        try
        {
            return await ExitOf(process).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited)
                _ = Libc.kill(process.Id, Libc.SIGTERM);
            throw;
        }
    }

    /// <summary>Starts it and hands its lines to a writer for as long as this process lives; it may live on, its output then goes nowhere.</summary>
    public static Task<int> StartRelayed(TextWriter lines, params IEnumerable<string> arguments)
    {
        var start = With(arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        void Relay(object _, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
                lines.WriteLine(line.Data);
        }
        process.OutputDataReceived += Relay;
        process.ErrorDataReceived += Relay;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return ExitOf(process);
    }

    // Not WaitForExitAsync, which also waits for whoever inherited the output.
    private static async Task<int> ExitOf(Process process)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited)
            exited.TrySetResult();
        await exited.Task.ConfigureAwait(false);
        return process.ExitCode;
    }
}
