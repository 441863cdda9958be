using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>The first line that a program prints; within a deadline, after which the program and its children are killed.</summary>
internal static class ProgramOutput
{
    // No such output is longer, and a program that floods is not read on.
    private const int Most = 4096;

    /// <returns>Null when it cannot be run, prints nothing or is too late.</returns>
    public static async Task<string?> FirstLineAsync(string program, IReadOnlyList<string> arguments, TimeSpan deadline, TimeProvider clock, CancellationToken cancellation)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        using var late = new CancellationTokenSource(deadline, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            process.StandardInput.Close();
            return await LineAsync(process.StandardOutput.BaseStream, enough.Token).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            End(process);
        }
    }

    private static async Task<string?> LineAsync(Stream output, CancellationToken cancellation)
    {
        var buffer = new byte[Most];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).Contains((byte)'\n')
            && await output.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            length += read;
        var line = Encoding.UTF8.GetString(buffer, 0, length).Split('\n')[0].Trim();
        return line.Length == 0 ? null : line;
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or was never ours to end.
        }
    }
}
