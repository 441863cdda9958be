using System.Buffers.Binary;

namespace HsTrainerAgent.Linux;

internal enum InodeKind { File, Folder, Symlink, Other }

/// <summary>What statx(2) says of a file itself, never of what a symlink leads to.</summary>
/// <param name="Permissions">The lower 12 bits of the mode.</param>
/// <param name="Volume">st_dev.</param>
/// <param name="MountId">Null before Linux 5.8.</param>
internal sealed record Inode(InodeKind Kind, int Permissions, uint Owner, uint Group, (uint Major, uint Minor) Volume, ulong? MountId)
{
    private const int NoFollow = 0x100, NoAutomount = 0x800, EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff, WithMountId = 0x1000;

    /// <summary>As in <c>1000:1000</c>.</summary>
    public string Ownership => $"{Owner}:{Group}";

    /// <summary>As in <c>0755</c>.</summary>
    public string Mode => "0" + Convert.ToString(Permissions, 8).PadLeft(3, '0');

    /// <summary>For people.</summary>
    public string What => Kind switch
    {
        InodeKind.File => "a regular file",
        InodeKind.Folder => "a folder",
        InodeKind.Symlink => "a symbolic link",
        _ => "neither a file nor a folder",
    };

    public static Inode? Of(string path, out Errno error) => Of(FileCalls.AtCwd, UnixText.ToCString(path), NoFollow | NoAutomount, out error);

    /// <param name="path">Ends with NUL.</param>
    public static Inode? Of(ReadOnlySpan<byte> path, out Errno error) => Of(FileCalls.AtCwd, path, NoFollow | NoAutomount, out error);

    public static Inode? OfOpen(int file, out Errno error) => Of(file, "\0"u8, EmptyPath, out error);

    private static unsafe Inode? Of(int folder, ReadOnlySpan<byte> path, int flags, out Errno error)
    {
        // struct statx is the same on every architecture; its fields are read at their offsets.
        Span<byte> answer = stackalloc byte[256];
        fixed (byte* name = path, buffer = answer)
        {
            if (FileCalls.Statx(folder, name, flags, BasicStats | WithMountId, buffer) != 0)
            {
                error = Errno.Last;
                return null;
            }
        }
        error = Errno.None;
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(answer[28..]);
        return new Inode(KindOf(mode), mode & 0xfff, Number(answer, 20), Number(answer, 24), (Number(answer, 136), Number(answer, 140)),
            (Number(answer, 0) & WithMountId) != 0 ? BinaryPrimitives.ReadUInt64LittleEndian(answer[144..]) : null);
    }

    private static uint Number(ReadOnlySpan<byte> answer, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(answer[offset..]);

    private static InodeKind KindOf(int mode) => (mode & 0xf000) switch
    {
        0x8000 => InodeKind.File,
        0x4000 => InodeKind.Folder,
        0xa000 => InodeKind.Symlink,
        _ => InodeKind.Other,
    };
}
