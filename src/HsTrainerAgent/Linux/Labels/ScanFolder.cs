using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>
/// Where names are looked up from. Paths longer than PATH_MAX are possible in a deep tree, so from time to time an open folder becomes the base
/// of what lies below it, named as <c>/proc/self/fd/N</c>; it is closed when the last folder below it is done.
/// </summary>
internal sealed class ScanBase(byte[] prefix, byte[] name, int file)
{
    private int users;

    /// <summary>A path without NUL.</summary>
    public byte[] Prefix { get; } = prefix;

    /// <summary>Relative to the scanned folder, empty for itself.</summary>
    public byte[] Name { get; } = name;

    public static ScanBase OfOpen(int file, byte[] name) => new(Encoding.ASCII.GetBytes($"/proc/self/fd/{file}"), name, file);

    /// <summary>Makes the open folder the one in which this thread looks names up.</summary>
    public bool Enter() => Libc.fchdir(file) == 0;

    public void Use() => Interlocked.Increment(ref users);

    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0 && file >= 0)
            _ = Libc.close(file);
    }
}

/// <summary>A folder that waits to be read.</summary>
/// <param name="name">Relative to the base, empty for the base itself.</param>
internal sealed class ScanFolder(ScanBase @base, byte[] name)
{
    public ScanBase Base => @base;

    public byte[] Name => name;

    /// <summary>Beyond this the folder becomes a base: with a name of 255 bytes more it stays below PATH_MAX (4096).</summary>
    public const int Long = 2000;

    public bool IsLong => Base.Prefix.Length + Name.Length > Long;

    /// <summary>Relative to the scanned folder, empty for itself.</summary>
    public byte[] FullName => Join(Base.Name, Name);

    /// <summary>What can be opened, without NUL.</summary>
    public byte[] Path => Join(Base.Prefix, Name);

    public static byte[] Join(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name) =>
        folder.IsEmpty ? [.. name] : name.IsEmpty ? [.. folder] : [.. folder, (byte)'/', .. name];
}
