using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>What opening a path as a file to read gave.</summary>
internal enum FileState { Readable, Missing, Denied, NotAFile, Failed }

/// <summary>What tells one state of a file's content from another without reading it, as far as the kernel's clock can.</summary>
/// <param name="Changed">Nanoseconds since 1970 of the last change of content or inode (ctime).</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, ulong Size, Int128 Modified, Int128 Changed);

/// <summary>Opens somebody else's file to read it: never blocks on a FIFO, takes no lock, and refuses what is no regular file.</summary>
internal static partial class RegularFile
{
    /// <summary>One system call: what lies at the path, symlinks followed, without opening it.</summary>
    /// <param name="stamp">Meaningful when the state is <see cref="FileState.Readable"/>, which says nothing yet of permission.</param>
    public static FileState Look(string path, out FileStamp stamp)
    {
        Span<byte> facts = stackalloc byte[256];
        stamp = default;
        if (Statx(CurrentFolder, path, 0, BasicStats, facts) != 0)
            return Refused();
        if ((BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & TypeMask) != TypeRegular)
            return FileState.NotAFile;
        stamp = new FileStamp(U64(facts, 136), U64(facts, 32), U64(facts, 40), Time(facts[112..]), Time(facts[96..]));
        return FileState.Readable;
    }

    /// <returns>Null unless the state is <see cref="FileState.Readable"/>; the caller disposes it.</returns>
    public static SafeFileHandle? Open(string path, out FileState state)
    {
        // Looked at first, because opening a device may already do something; one that comes in between is at least not waited for.
        state = Look(path, out _);
        if (state != FileState.Readable)
            return null;
        var file = Open(path, NonBlock | NoTty | CloseOnExec);
        if (!file.IsInvalid)
            return file;
        state = Refused();
        file.Dispose();
        return null;
    }

    private static FileState Refused() => Marshal.GetLastPInvokeError() switch
    {
        NoEntry or NotAFolder => FileState.Missing,
        AccessDenied or NotPermitted => FileState.Denied,
        _ => FileState.Failed,
    };

    private static ulong U64(ReadOnlySpan<byte> facts, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(facts[offset..]);

    private static Int128 Time(ReadOnlySpan<byte> time) =>
        (Int128)BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);

    private const int NonBlock = 0x800, NoTty = 0x100, CloseOnExec = 0x80000;
    private const int NotPermitted = 1, NoEntry = 2, AccessDenied = 13, NotAFolder = 20;
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const ushort TypeMask = 0xf000, TypeRegular = 0x8000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 statx; the offsets above are those of <c>struct statx</c>, the same on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> facts);
}
