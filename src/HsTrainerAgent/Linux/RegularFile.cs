using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>Why a path could not be opened as a file to read.</summary>
internal enum FileProblem { None, Missing, Denied, Folder, NotRegular, TooLarge, Failed }

/// <summary>What tells one state of a file's content from another without reading it, as far as the kernel's clock can.</summary>
/// <param name="Changed">Nanoseconds since 1970 of the last change of content or inode (ctime).</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, ulong Size, Int128 Modified, Int128 Changed);

/// <summary>Opens somebody else's file to read it: never blocks on a FIFO, takes no lock, and refuses what is no regular file.</summary>
internal static partial class RegularFile
{
    /// <param name="path">Symlinks are followed.</param>
    /// <param name="text">For <see cref="FileProblem.Failed"/>, the system's own words.</param>
    /// <returns>Null unless the problem is <see cref="FileProblem.None"/>; the caller disposes it.</returns>
    public static SafeFileHandle? Open(string path, out FileProblem problem, out FileStamp stamp, out string? text)
    {
        // Looked at before it is opened, because opening a device may already do something; and again once open, because it may have been swapped.
        if (!Look(AtCurrentFolder, path, 0, out problem, out stamp, out text))
            return null;
        var file = Open(path, NonBlock | NoTty | CloseOnExec);
        if (file.IsInvalid)
            problem = Failure(out text);
        else if (Look((int)file.DangerousGetHandle(), "", EmptyPath, out problem, out stamp, out text))
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>One system call: whether a regular file lies at the path, symlinks followed, without opening it; says nothing yet of permission.</summary>
    public static bool Look(string path, out FileProblem problem, out FileStamp stamp) => Look(AtCurrentFolder, path, 0, out problem, out stamp, out _);

    private static bool Look(int folder, string path, int flags, out FileProblem problem, out FileStamp stamp, out string? text)
    {
        (stamp, text) = (default, null);
        Span<byte> facts = stackalloc byte[256];
        if (Statx(folder, path, flags, BasicStats, facts) != 0)
        {
            problem = Failure(out text);
            return false;
        }
        problem = (BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & TypeMask) switch
        {
            TypeRegular => FileProblem.None,
            TypeFolder => FileProblem.Folder,
            _ => FileProblem.NotRegular,
        };
        stamp = new FileStamp(U64(facts, 136), U64(facts, 32), U64(facts, 40), Time(facts[112..]), Time(facts[96..]));
        return problem == FileProblem.None;
    }

    private static FileProblem Failure(out string? text)
    {
        var error = Marshal.GetLastPInvokeError();
        text = Marshal.GetPInvokeErrorMessage(error);
        return error switch
        {
            NoEntry or NotAFolder => FileProblem.Missing,
            AccessDenied or NotPermitted => FileProblem.Denied,
            _ => FileProblem.Failed,
        };
    }

    private static ulong U64(ReadOnlySpan<byte> facts, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(facts[offset..]);

    private static Int128 Time(ReadOnlySpan<byte> time) =>
        (Int128)BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);

    private const int NonBlock = 0x800, NoTty = 0x100, CloseOnExec = 0x80000;
    private const int NotPermitted = 1, NoEntry = 2, AccessDenied = 13, NotAFolder = 20;
    private const int EmptyPath = 0x1000, AtCurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const ushort TypeMask = 0xf000, TypeRegular = 0x8000, TypeFolder = 0x4000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 statx; the offsets above are those of <c>struct statx</c>, the same on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> facts);
}
