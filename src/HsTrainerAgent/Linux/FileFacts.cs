using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>What statx(2) tells of a file, in its own layout, which is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileFacts
{
    private const uint BasicStats = 0x7ff, WithMountId = 0x1000;

    [FieldOffset(0)] private readonly uint mask;
    [FieldOffset(16)] public readonly uint Links;
    [FieldOffset(20)] public readonly uint Owner;
    [FieldOffset(24)] public readonly uint Group;
    [FieldOffset(28)] public readonly ushort Mode;
    [FieldOffset(32)] public readonly ulong Inode;
    [FieldOffset(40)] public readonly ulong Size;
    [FieldOffset(96)] private readonly long changedSeconds;
    [FieldOffset(104)] private readonly uint changedNanoseconds;
    [FieldOffset(112)] private readonly long modifiedSeconds;
    [FieldOffset(120)] private readonly uint modifiedNanoseconds;
    [FieldOffset(136)] private readonly uint major;
    [FieldOffset(140)] private readonly uint minor;
    [FieldOffset(144)] private readonly ulong mountId;

    public InodeKind Kind => (Mode & 0xf000) switch
    {
        0x8000 => InodeKind.File,
        0x4000 => InodeKind.Folder,
        0xa000 => InodeKind.Symlink,
        _ => InodeKind.Other,
    };

    /// <summary>A character or a block device.</summary>
    public bool IsDevice => (Mode & 0xf000) is 0x2000 or 0x6000;

    /// <summary>In nanoseconds since 1970, of content or inode (ctime).</summary>
    public Int128 Changed => (Int128)changedSeconds * 1_000_000_000 + changedNanoseconds;

    /// <summary>In nanoseconds since 1970, of the content (mtime).</summary>
    public Int128 Modified => (Int128)modifiedSeconds * 1_000_000_000 + modifiedNanoseconds;

    /// <summary>st_dev.</summary>
    public (uint Major, uint Minor) Volume => (major, minor);

    /// <summary>Null before Linux 5.8.</summary>
    public ulong? MountId => (mask & WithMountId) != 0 ? mountId : null;

    /// <param name="folder">Where a relative path begins, or the open file itself.</param>
    /// <param name="path">Ends with NUL.</param>
    /// <param name="flags">AT_…</param>
    public static unsafe bool TryRead(int folder, ReadOnlySpan<byte> path, int flags, out FileFacts facts, out Errno error)
    {
        fixed (byte* name = path)
        fixed (FileFacts* answer = &facts)
            error = Libc.statx(folder, name, flags, BasicStats | WithMountId, answer) == 0 ? Errno.None : Errno.Last;
        return error == Errno.None;
    }
}
