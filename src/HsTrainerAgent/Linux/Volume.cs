namespace HsTrainerAgent.Linux;

/// <summary>How full a file system is, by statvfs(3).</summary>
/// <param name="Available">Bytes that users other than root may still write.</param>
/// <param name="Inodes">0 where the file system makes inodes as it goes (btrfs).</param>
internal sealed record Volume(ulong Total, ulong Free, ulong Available, ulong Inodes, ulong InodesFree)
{
    /// <summary>As df shows it: of what users other than root can have, rounded up.</summary>
    public int SpacePercent => Percent(Total - Free, Total - Free + Available);

    public int InodesPercent => Percent(Inodes - InodesFree, Inodes);

    public static unsafe Volume? Of(string path, out Errno error)
    {
        using var touch = Touch.At(path);
        // struct statvfs of a 64-bit glibc: 64-bit fields, f_frsize second.
        Span<ulong> answer = stackalloc ulong[32];
        fixed (byte* name = UnixText.ToCString(path))
        fixed (ulong* buffer = answer)
        {
            if (Libc.statvfs(name, buffer) != 0)
            {
                error = Errno.Last;
                return null;
            }
        }
        error = Errno.None;
        var unit = answer[1];
        return new Volume(answer[2] * unit, answer[3] * unit, answer[4] * unit, answer[5], answer[6]);
    }

    private static int Percent(ulong used, ulong all) => all == 0 ? 0 : (int)Math.Ceiling(used * 100m / all);
}
