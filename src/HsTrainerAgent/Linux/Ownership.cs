using System.ComponentModel;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Who owns a file or folder and who may write it, as statx(2) has it.</summary>
/// <param name="Mode">The permission bits with set-user-id, set-group-id and sticky.</param>
internal sealed partial record Ownership(uint User, uint Group, UnixFileMode Mode)
{
    private const int FromHere = -100;
    private const uint TypeModeOwner = 0x1 | 0x2 | 0x8 | 0x10;

    /// <exception cref="IOException">It cannot be looked at; the message says why.</exception>
    public static Ownership Of(string path)
    {
        if (Statx(FromHere, path, 0, TypeModeOwner, out var stat) != 0)
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        return new Ownership(stat.Uid, stat.Gid, (UnixFileMode)(stat.Mode & 0xFFF));
    }

    /// <summary>How somebody other than root and this user could change what lies at the path, or null. A sticky folder lets only owners rename.</summary>
    public string? WritableBy(uint self)
    {
        if (User != 0 && User != self)
            return $"belongs to user {User}";
        if (Mode.HasFlag(UnixFileMode.StickyBit))
            return null;
        return Mode.HasFlag(UnixFileMode.OtherWrite) ? "can be written by everybody"
            : Mode.HasFlag(UnixFileMode.GroupWrite) && Group != 0 ? $"can be written by group {Group}"
            : null;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stat
    {
        [FieldOffset(20)] public uint Uid;
        [FieldOffset(24)] public uint Gid;
        [FieldOffset(28)] public ushort Mode;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Stat stat);
}
