using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>The C library's calls, as their man pages have them: -1 and errno on failure.</summary>
internal static unsafe partial class Libc
{
    public const int SIGKILL = 9, SIGPIPE = 13, SIGTERM = 15;
    public const int PR_SET_PDEATHSIG = 1, PR_SET_CHILD_SUBREAPER = 36;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int setsid();

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int getppid();

    [LibraryImport("libc", SetLastError = true)]
    internal static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, nint status, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int kind, uint id, int* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint signal(int number, nint disposition);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chdir(string path);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int execve(byte* path, byte** arguments, byte** environment);
}
