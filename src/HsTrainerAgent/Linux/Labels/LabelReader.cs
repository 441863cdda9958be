namespace HsTrainerAgent.Linux.Labels;

/// <summary>Reads the xattr <c>security.selinux</c> of a file itself, never of what a symlink leads to.</summary>
internal sealed unsafe class LabelReader
{
    // A label with many categories does not fit into the usual 256 bytes; one page is the most that SELinux writes.
    private readonly byte[] page = new byte[4096];

    private static ReadOnlySpan<byte> Name => "security.selinux\0"u8;

    /// <summary>The context, empty when there is none, valid until the next call; on failure <paramref name="error"/> is set.</summary>
    /// <param name="path">Ends with NUL.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> path, out Errno error)
    {
        fixed (byte* file = path, name = Name, value = page)
            return Answer(Libc.lgetxattr(file, name, value, page.Length), out error);
    }

    public ReadOnlySpan<byte> OfOpen(int file, out Errno error)
    {
        fixed (byte* name = Name, value = page)
            return Answer(Libc.fgetxattr(file, name, value, page.Length), out error);
    }

    private ReadOnlySpan<byte> Answer(nint length, out Errno error)
    {
        error = length >= 0 ? Errno.None : Errno.Last;
        if (error == Errno.NoData)
            error = Errno.None;
        return length > 0 ? page.AsSpan(0, (int)length) : [];
    }
}
