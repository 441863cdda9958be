using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>The calls on files, by names that glibc 2.17 has; a path is bytes that end with NUL.</summary>
internal static unsafe partial class Libc
{
    public const int AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_NO_AUTOMOUNT = 0x800, AT_EMPTY_PATH = 0x1000;
    public const int O_RDONLY = 0, O_RDWR = 2, O_CREAT = 0x40, O_NOCTTY = 0x100, O_NONBLOCK = 0x800, O_CLOEXEC = 0x80000;
    public const int CLONE_FS = 0x200;
    public const int LOCK_EX = 2, LOCK_NB = 4, LOCK_UN = 8;

    // These two have other bits on arm64.
    public static int O_DIRECTORY => IsArm ? 0x4000 : 0x10000;

    public static int O_NOFOLLOW => IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>A file by its name as <see cref="UnixText"/> has it; the handle is invalid on failure.</summary>
    public static SafeFileHandle open(string path, int flags, int mode = 0)
    {
        fixed (byte* name = UnixText.ToCString(path))
            return new SafeFileHandle(open(name, flags, mode), ownsHandle: true);
    }

    // statx has been a function since glibc 2.28, getdents64 since 2.30; the calls are older.
    public static int statx(int folder, byte* path, int flags, uint mask, FileFacts* facts) =>
        (int)syscall(IsArm ? 291 : 332, folder, (nint)path, flags, (nint)mask, (nint)facts);

    public static int getdents64(int folder, byte* buffer, int length) => (int)syscall(IsArm ? 61 : 217, folder, (nint)buffer, length, 0, 0);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int open(byte* path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fchdir(int folder);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int unshare(int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fchown(SafeFileHandle file, int owner, int group);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint readlink(byte* path, byte* buffer, nint length);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint lgetxattr(byte* path, byte* name, byte* value, nint length);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint fgetxattr(int file, byte* name, byte* value, nint length);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int statvfs(byte* path, void* buffer);
}
