namespace HsTrainerAgent.Linux;

/// <summary>What lies at a path.</summary>
internal enum InodeKind { File, Folder, Symlink, Other }

/// <summary>What statx(2) says of a file itself, never of what a symlink leads to.</summary>
/// <param name="Permissions">The lower 12 bits of the mode.</param>
/// <param name="Volume">st_dev.</param>
/// <param name="MountId">Null before Linux 5.8.</param>
internal sealed record Inode(InodeKind Kind, int Permissions, uint Owner, uint Group, (uint Major, uint Minor) Volume, ulong? MountId)
{
    private const int Itself = Libc.AT_SYMLINK_NOFOLLOW | Libc.AT_NO_AUTOMOUNT;

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

    public static Inode? Of(string path, out Errno error)
    {
        using var touch = Touch.At(path);
        return Of(Libc.AT_FDCWD, UnixText.ToCString(path), Itself, out error);
    }

    /// <param name="path">Ends with NUL.</param>
    public static Inode? Of(ReadOnlySpan<byte> path, out Errno error) => Of(Libc.AT_FDCWD, path, Itself, out error);

    public static Inode? OfOpen(int file, out Errno error) => Of(file, "\0"u8, Libc.AT_EMPTY_PATH, out error);

    private static Inode? Of(int folder, ReadOnlySpan<byte> path, int flags, out Errno error) =>
        FileFacts.TryRead(folder, path, flags, out var facts, out error)
            ? new Inode(facts.Kind, facts.Mode & 0xfff, facts.Owner, facts.Group, facts.Volume, facts.MountId)
            : null;
}
