using System.Diagnostics;

namespace HsTrainerAgent.Demo;

/// <summary>Scripts that can be run as soon as they are written, whatever this process starts meanwhile.</summary>
internal static class Executable
{
    /// <param name="text">All of it, from <c>#!</c>.</param>
    /// <exception cref="IOException">It could not be written; says why.</exception>
    public static void Write(string path, string text)
    {
        // Another process writes it: a child that is just being forked here would hold a copy of this one's descriptor, and what is open for writing cannot be run (ETXTBSY).
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-ec", "cat > \"$0.new\"; chmod 755 \"$0.new\"; mv \"$0.new\" \"$0\"", path])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        shell.StandardInput.Write(text);
        shell.StandardInput.Close();
        var said = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new IOException($"{path}: {said.Trim()}");
    }
}
