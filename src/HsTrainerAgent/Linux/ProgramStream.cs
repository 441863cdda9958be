using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>All that a program prints, piece by piece, until it ends or the caller has had enough; then it and its children are killed.</summary>
internal static class ProgramStream
{
    private const int Piece = 64 * 1024;
    private const int MostComplaint = 4096;

    /// <param name="programs">The first of these paths that is there is run, in English and without colours or a pager.</param>
    /// <returns>Null when it ended well; else why it did not, in words that follow the program's name and a colon.</returns>
    public static async Task<string?> CopyAsync(IReadOnlyList<string> programs, IEnumerable<string> arguments, Action<ReadOnlySpan<byte>> take, CancellationToken cancellation)
    {
        if (programs.FirstOrDefault(File.Exists) is not { } program)
            return "is not installed";
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
                Environment = { ["LC_ALL"] = "C.UTF-8", ["SYSTEMD_COLORS"] = "0", ["SYSTEMD_PAGER"] = "", ["SYSTEMD_URLIFY"] = "0" },
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return "cannot be run: " + fault.Message;
        }
        try
        {
            process.StandardInput.Close();
            var complaint = ComplaintAsync(process.StandardError.BaseStream, cancellation);
            var buffer = new byte[Piece];
            while (await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
                take(buffer.AsSpan(0, read));
            var words = await complaint.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0 ? null : $"ended with exit code {process.ExitCode}: {words}";
        }
        finally
        {
            End(process);
        }
    }

    private static async Task<string> ComplaintAsync(Stream errors, CancellationToken cancellation)
    {
        var buffer = new byte[Piece];
        var kept = new MemoryStream();
        while (await errors.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
            kept.Write(buffer, 0, Math.Min(read, Math.Max(0, MostComplaint - (int)kept.Length)));
        return Encoding.UTF8.GetString(kept.ToArray()).Trim();
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
