using System.Diagnostics;

namespace HsTrainerAgent.Linux;

/// <summary>A script of others in a session of its own, both output streams in one pipe; it dies with this process.</summary>
internal sealed class ScriptProcess
{
    private readonly TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptProcess() { }

    public int Pid { get; private set; }

    /// <summary>Clock ticks after boot, 0 when the process was gone before it could be read.</summary>
    public ulong Start { get; private set; }

    public Stream Output { get; private set; } = Stream.Null;

    /// <summary>The exit code; 128 plus the signal's number when a signal ended it. Does not wait for whoever inherited the output.</summary>
    public Task<int> Exited => exited.Task;

    /// <param name="program">The path of what is executed.</param>
    /// <param name="command">Its own name, then its arguments.</param>
    /// <param name="environment">Added to this process's own; null removes.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    public static async Task<ScriptProcess> StartAsync(
        string folder, string program, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment)
    {
        var start = SelfCommand.With(ScriptStage.Verb, Environment.ProcessId.ToString());
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        var script = new ScriptProcess();
        // The kernel sends the parent-death signal when the *thread* that forked ends: this one lives as long as the script.
        new Thread(() => script.StayWith(start)) { IsBackground = true, Name = Path.GetFileName(program) }.Start();
        var process = await script.started.Task.ConfigureAwait(false);
        script.Pid = process.Id;
        script.Start = ProcessTable.Find(process.Id)?.Start ?? 0;
        script.Output = process.StandardOutput.BaseStream;
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(ScriptStage.Encode(folder, program, command)).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It ended before it read its command; its exit code tells.
        }
        return script;
    }

    private void StayWith(ProcessStartInfo start)
    {
        try
        {
            var process = Process.Start(start)!;
            started.SetResult(process);
            process.WaitForExit();
            exited.SetResult(process.ExitCode);
        }
        catch (Exception fault)
        {
            started.TrySetException(fault);
            exited.TrySetException(fault);
        }
    }
}
