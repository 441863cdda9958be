using System.Text;

namespace HsTrainerAgent.Linux.Changing;

/// <summary>Sets the type in a file's SELinux label and keeps user, role and level, as <c>chcon -t</c>.</summary>
/// <remarks>A file without a label, which chcon leaves alone, gets a whole one: a kernel with SELinux shows none.</remarks>
internal sealed class TypeLabel(string type)
{
    private static ReadOnlySpan<byte> Attribute => "security.selinux\0"u8;

    private readonly byte[] type = Encoding.ASCII.GetBytes(type);

    /// <summary>The type now, <c>no label</c> without one.</summary>
    public static string Of(HeldInode inode, out Errno error) => Labels.Label.Shown(inode.Attribute(Attribute, out error));

    /// <summary>Whether it had another type; on failure <paramref name="error"/> is set.</summary>
    public bool Set(HeldInode inode, out Errno error)
    {
        var context = inode.Attribute(Attribute, out error);
        if (error != Errno.None || Labels.Label.IsOfType(context, type))
            return false;
        error = inode.SetAttribute(Attribute, With(context));
        return error == Errno.None;
    }

    private byte[] With(byte[] context)
    {
        var user = Array.IndexOf(context, (byte)':');
        var role = user < 0 ? -1 : Array.IndexOf(context, (byte)':', user + 1);
        if (role < 0)
            return [.. "system_u:object_r:"u8, .. type, .. ":s0\0"u8];
        var rest = Array.IndexOf(context, (byte)':', role + 1);
        // Some set it with the NUL at its end, some without.
        if (rest < 0)
            rest = context[^1] == 0 ? context.Length - 1 : context.Length;
        return [.. context.AsSpan(0, role + 1), .. type, .. context.AsSpan(rest)];
    }
}
