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
    /// <returns>Null unless the state is <see cref="FileState.Readable"/>; the caller disposes it.</returns>
    public static SafeFileHandle? Open(string path, out FileState state, out FileStamp stamp)
    {
        stamp = default;
        var file = Open(path, NonBlock | NoTty | CloseOnExec);
        if (file.IsInvalid)
        {
            state = Marshal.GetLastPInvokeError() switch
            {
                NoEntry or NotAFolder => FileState.Missing,
                AccessDenied or NotPermitted => FileState.Denied,
                _ => FileState.Failed,
            };
            return null;
        }
        Span<byte> facts = stackalloc byte[256];
        if (Statx(file, "", EmptyPath, BasicStats, facts) != 0)
            state = FileState.Failed;
        else if ((BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & TypeMask) != TypeRegular)
            state = FileState.NotAFile;
        else
        {
            state = FileState.Readable;
            stamp = new FileStamp(U64(facts, 136), U64(facts, 32), U64(facts, 40), Time(facts[112..]), Time(facts[96..]));
            return file;
        }
        file.Dispose();
        return null;
    }

    private static ulong U64(ReadOnlySpan<byte> facts, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(facts[offset..]);

    private static Int128 Time(ReadOnlySpan<byte> time) =>
        (Int128)BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);

    private const int NonBlock = 0x800, NoTty = 0x100, CloseOnExec = 0x80000;
    private const int NotPermitted = 1, NoEntry = 2, AccessDenied = 13, NotAFolder = 20;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const ushort TypeMask = 0xf000, TypeRegular = 0x8000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    /// <summary>man 2 statx; the offsets above are those of <c>struct statx</c>, the same on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, Span<byte> facts);
}
