using System.Buffers.Binary;

namespace HsTrainerAgent.Linux;

/// <summary>Reads the POSIX access list of a file, as <c>getfacl</c> shows it and the kernel keeps it in <c>system.posix_acl_access</c> (acl(5)).</summary>
internal static unsafe class AccessList
{
    private const int Header = 4, Entry = 8, Write = 2;
    private const ushort User = 0x02, Group = 0x08;

    private static readonly Errno TooLong = new(34);

    /// <summary>Who beside root and one user may write by an entry of the list, as in <c>user 1000</c>; null when nobody may or there is no list.</summary>
    /// <param name="path">The file itself, where it is a symlink.</param>
    public static string? LetsWrite(string path, uint self)
    {
        // More than a list may hold on ext4 and XFS with small blocks; a longer one is as good as open.
        var list = new byte[8192];
        nint length;
        fixed (byte* file = UnixText.ToCString(path), name = "system.posix_acl_access\0"u8, value = list)
            length = Libc.lgetxattr(file, name, value, list.Length);
        if (length < 0)
            return Errno.Last == TooLong ? "others" : null;
        for (var at = Header; at + Entry <= length; at += Entry)
        {
            var entry = list.AsSpan(at, Entry);
            var (tag, may, id) = (BinaryPrimitives.ReadUInt16LittleEndian(entry), BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]));
            if ((may & Write) != 0 && Named(tag, id) is { } whom && id != 0 && (tag != User || id != self))
                return whom;
        }
        return null;
    }

    private static string? Named(ushort tag, uint id) => tag switch
    {
        User => $"user {id}",
        Group => $"group {id}",
        _ => null,
    };
}
