using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>The system calls that looking at files needs, by names that glibc 2.17 has; each sets the last error.</summary>
internal static unsafe partial class FileCalls
{
    public const int AtCwd = -100;
    public const int OpenDirectory = 0x10000, OpenNoFollow = 0x20000, OpenCloseOnExec = 0x80000, OpenNonBlocking = 0x800;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // open(2): these two bits trade places on arm64.
    public static int OpenFolderFlags => (IsArm ? 0x4000 | 0x8000 : OpenDirectory | OpenNoFollow) | OpenCloseOnExec | OpenNonBlocking;

    public static int OpenFileFlags => OpenCloseOnExec | OpenNonBlocking;

    // statx has been a function since glibc 2.28, getdents64 since 2.30; the calls are older.
    public static int Statx(int folder, byte* path, int flags, uint mask, void* buffer) =>
        (int)Syscall(IsArm ? 291 : 332, folder, (nint)path, flags, (nint)mask, (nint)buffer);

    public static int GetDents(int folder, byte* buffer, int length) => (int)Syscall(IsArm ? 61 : 217, folder, (nint)buffer, length, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint a, nint b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(byte* path, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true)]
    public static partial nint LGetXattr(byte* path, byte* name, byte* value, nint length);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    public static partial nint FGetXattr(int file, byte* name, byte* value, nint length);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true)]
    public static partial int StatVfs(byte* path, void* buffer);
}
