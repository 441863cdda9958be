using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux.Changing;

/// <summary>A file, folder or symlink held by a descriptor (O_PATH): what is done to it is done to it alone, whatever happens to its name meanwhile.</summary>
internal sealed unsafe class HeldInode : IDisposable
{
    private const int Flags = Libc.O_PATH | Libc.O_CLOEXEC;

    private readonly SafeFileHandle file;

    private HeldInode(SafeFileHandle file, string path, FileFacts facts) => (this.file, Path, Facts) = (file, path, facts);

    /// <summary>The host's own path, free of symlinks when it was opened.</summary>
    public string Path { get; }

    /// <summary>As they were when it was opened.</summary>
    public FileFacts Facts { get; }

    public SafeFileHandle File => file;

    public int Mode => Facts.Mode & 0xfff;

    public bool IsSame(FileFacts other) => Facts.Inode == other.Inode && Facts.Volume == other.Volume;

    public bool IsOnMountOf(FileFacts other) =>
        Facts.MountId is { } id && other.MountId is { } otherId ? id == otherId : Facts.Volume == other.Volume;

    /// <summary>The host's <c>/</c>.</summary>
    public static HeldInode Root(HostPaths host) =>
        Held(Libc.open(host.Root, Flags | Libc.O_DIRECTORY), "/", out var error) ?? throw RefusedException.Of(host.Root, "open", error);

    /// <summary>What a name in this folder is, a symlink itself; null on failure.</summary>
    /// <param name="name">Ends with NUL.</param>
    public HeldInode? Child(ReadOnlySpan<byte> name, string path, out Errno error)
    {
        fixed (byte* entry = name)
            return Held(new SafeFileHandle(Libc.openat(file, entry, Flags | Libc.O_NOFOLLOW, 0), ownsHandle: true), path, out error);
    }

    public HeldInode? Child(string name, out Errno error) => Child(UnixText.ToCString(name), Join(Path, name), out error);

    /// <summary>It again, as it is now.</summary>
    public FileFacts FactsNow() => FileFacts.TryRead(Number, "\0"u8, Libc.AT_EMPTY_PATH, out var facts, out _) ? facts : Facts;

    /// <summary>Opens it to be read; the handle is invalid on failure.</summary>
    public SafeFileHandle OpenToRead(int flags = 0) => Libc.open($"/proc/self/fd/{Number}", Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY | Libc.O_CLOEXEC | flags);

    public string? LinkTarget(out Errno error)
    {
        Span<byte> answer = stackalloc byte[4096];
        fixed (byte* none = "\0"u8, buffer = answer)
        {
            var length = Libc.readlinkat(file, none, buffer, answer.Length);
            error = length < 0 ? Errno.Last : Errno.None;
            return length < 0 ? null : UnixText.FromBytes(answer[..(int)length]);
        }
    }

    /// <exception cref="RefusedException"/>
    public void ChangeOwner(uint owner, uint group)
    {
        fixed (byte* none = "\0"u8)
        {
            if (Libc.fchownat(file, none, owner, group, Libc.AT_EMPTY_PATH | Libc.AT_SYMLINK_NOFOLLOW) != 0)
                throw RefusedException.Of(Path, "chown", Errno.Last);
        }
    }

    /// <summary>An extended attribute of it itself; empty when it has none.</summary>
    /// <param name="name">Ends with NUL.</param>
    public byte[] Attribute(ReadOnlySpan<byte> name, out Errno error)
    {
        // By way of /proc, for no call reads or sets attributes of an O_PATH descriptor; this leads to the inode that is held, a symlink included.
        Span<byte> value = stackalloc byte[4096];
        fixed (byte* path = ProcPath(), attribute = name, buffer = value)
        {
            var length = Libc.getxattr(path, attribute, buffer, value.Length);
            error = length >= 0 ? Errno.None : Errno.Last;
            if (error == Errno.NoData)
                error = Errno.None;
            return length > 0 ? value[..(int)length].ToArray() : [];
        }
    }

    /// <param name="name">Ends with NUL.</param>
    public Errno SetAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        fixed (byte* path = ProcPath(), attribute = name, content = value)
            return Libc.setxattr(path, attribute, content, value.Length, 0) == 0 ? Errno.None : Errno.Last;
    }

    /// <summary>Makes one folder in this one.</summary>
    /// <exception cref="RefusedException"/>
    public void MakeFolder(string name)
    {
        fixed (byte* entry = UnixText.ToCString(name))
        {
            if (Libc.mkdirat(file, entry, 0b111_101_101) != 0)
                throw RefusedException.Of(Join(Path, name), "mkdir", Errno.Last);
        }
    }

    public void Dispose() => file.Dispose();

    public static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;

    private int Number => (int)file.DangerousGetHandle();

    private byte[] ProcPath() => Encoding.ASCII.GetBytes($"/proc/self/fd/{Number}\0");

    private static HeldInode? Held(SafeFileHandle file, string path, out Errno error)
    {
        if (file.IsInvalid)
        {
            error = Errno.Last;
            file.Dispose();
            return null;
        }
        if (FileFacts.TryRead((int)file.DangerousGetHandle(), "\0"u8, Libc.AT_EMPTY_PATH, out var facts, out error))
            return new HeldInode(file, path, facts);
        file.Dispose();
        return null;
    }
}
