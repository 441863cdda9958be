using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>The calls that change files, all relative to an open folder or of an open file; a path is bytes that end with NUL.</summary>
internal static unsafe partial class Libc
{
    public const int O_WRONLY = 1, O_EXCL = 0x80, O_PATH = 0x200000;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int openat(SafeFileHandle folder, byte* path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint readlinkat(SafeFileHandle folder, byte* path, byte* buffer, nint length);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int mkdirat(SafeFileHandle folder, byte* path, int mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fchownat(SafeFileHandle folder, byte* path, uint owner, uint group, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fchmod(SafeFileHandle file, int mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int unlinkat(SafeFileHandle folder, byte* path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int linkat(SafeFileHandle folder, byte* path, SafeFileHandle newFolder, byte* newPath, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int renameat(SafeFileHandle folder, byte* path, SafeFileHandle newFolder, byte* newPath);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint getxattr(byte* path, byte* name, byte* value, nint length);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int setxattr(byte* path, byte* name, byte* value, nint length, int flags);
}
