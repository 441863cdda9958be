using System.Buffers.Binary;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>Reads an open folder's entries by getdents64(2), names as bytes, whatever their encoding.</summary>
internal sealed class FolderReader
{
    private const int NameOffset = 19;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int length;
    private int at;

    /// <summary>Forgets what is left of the folder read before.</summary>
    public void Begin() => (length, at) = (0, 0);

    /// <summary>Whether the next <see cref="Next"/> asks the kernel.</summary>
    public bool IsDrained => at >= length;

    /// <summary>The next name but <c>.</c> and <c>..</c>, with NUL, valid until the next call; empty at the end or on failure.</summary>
    /// <param name="type">DT_… of readdir(3).</param>
    public unsafe ReadOnlySpan<byte> Next(int folder, out byte type, out Errno error)
    {
        error = Errno.None;
        while (true)
        {
            if (at >= length)
            {
                fixed (byte* entries = buffer)
                    length = Libc.getdents64(folder, entries, buffer.Length);
                at = 0;
                if (length <= 0)
                {
                    error = length < 0 ? Errno.Last : Errno.None;
                    length = 0;
                    type = 0;
                    return [];
                }
            }
            var entry = buffer.AsSpan(at);
            at += BinaryPrimitives.ReadUInt16LittleEndian(entry[16..]);
            type = entry[18];
            var name = entry[NameOffset..];
            name = name[..(name.IndexOf((byte)0) + 1)];
            if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                return name;
        }
    }
}
