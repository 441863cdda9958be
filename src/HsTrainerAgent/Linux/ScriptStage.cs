using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>
/// The step between this program and a script of others, in a process of its own: takes the command from standard input, so that the token is in no
/// command line of ours, and becomes the script's program in a session of its own that dies with the process that started it.
/// </summary>
internal static unsafe class ScriptStage
{
    public const string Verb = "become-script";

    /// <summary>The command as standard input carries it: the folder to work in, the program's path, its own name and its arguments, each ended by a NUL.</summary>
    public static byte[] Encode(string folder, string program, IEnumerable<string> command) =>
        Encoding.UTF8.GetBytes(string.Concat(command.Prepend(program).Prepend(folder).Select(word => word + "\0")));

    /// <summary>Returns only when it failed: an exit code as the shell has it (126 cannot execute, 127 not found).</summary>
    /// <param name="parent">The pid that must still be the parent, lest the script outlive it unwatched.</param>
    public static int Become(string parent)
    {
        // Its own errors, too, belong to the script's output: they are the reason for a start that failed.
        _ = Libc.dup2(1, 2);
        string[] words;
        using (var input = Console.OpenStandardInput())
        using (var reader = new StreamReader(input, Encoding.UTF8))
            words = reader.ReadToEnd().Split('\0')[..^1];
        if (words.Length < 3)
            return Failed("no command on standard input", 126, errno: false);

        _ = Libc.setsid();
        _ = Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
        if (Libc.getppid() != int.Parse(parent, CultureInfo.InvariantCulture))
            return Failed("the process that started it is gone", 126, errno: false);
        // The runtime ignores SIGPIPE, and what is ignored stays so across exec; a script expects the default.
        _ = Libc.signal(Libc.SIGPIPE, 0);
        if (Libc.chdir(words[0]) < 0)
            return Failed(words[0], 126);
        using var nothing = Libc.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC);
        if (nothing.IsInvalid || Libc.dup2((int)nothing.DangerousGetHandle(), 0) < 0)
            return Failed("/dev/null", 126);

        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}");
        fixed (byte* path = Encoding.UTF8.GetBytes(words[1] + "\0"))
            _ = Libc.execve(path, Vector(words[2..]), Vector(environment));
        return Failed(words[1], 127);
    }

    // Never freed: the next call replaces this program, or it ends.
    private static byte** Vector(IEnumerable<string> words)
    {
        var pointers = words.Select(word => Marshal.StringToCoTaskMemUTF8(word)).Append(0).ToArray();
        var vector = (byte**)NativeMemory.Alloc((nuint)pointers.Length, (nuint)sizeof(byte*));
        for (var i = 0; i < pointers.Length; i++)
            vector[i] = (byte*)pointers[i];
        return vector;
    }

    private static int Failed(string what, int code, bool errno = true)
    {
        var why = errno ? ": " + Errno.Last.Words : "";
        // Opened now: Console.Error keeps the descriptor that it found first.
        using var error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes($"hs-trainer-agent: nothing was started: {what}{why}\n"));
        return code;
    }
}
