using System.Buffers.Binary;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>A part of a folder's entries, as one getdents64(2) gives them: names as bytes, whatever their encoding.</summary>
internal sealed class FolderEntries
{
    private const int NameOffset = 19;

    /// <summary>What an entry with the longest name takes.</summary>
    private const int LongestEntry = 280;

    private readonly byte[] buffer = new byte[64 * 1024];
    private int length;
    private int at;

    /// <summary>Whether there was no room for another entry, so that more will come.</summary>
    public bool IsFull => length > buffer.Length - LongestEntry;

    /// <summary>Reads the folder's next part; false at its end and on failure.</summary>
    public unsafe bool Fill(int folder, out Errno error)
    {
        fixed (byte* entries = buffer)
            length = Libc.getdents64(folder, entries, buffer.Length);
        at = 0;
        error = length < 0 ? Errno.Last : Errno.None;
        return length > 0;
    }

    /// <summary>The next name but <c>.</c> and <c>..</c>, with NUL, valid until the next <see cref="Fill"/>; empty when there are no more.</summary>
    /// <param name="type">DT_… of readdir(3).</param>
    public ReadOnlySpan<byte> Next(out byte type)
    {
        while (at < length)
        {
            var entry = buffer.AsSpan(at);
            at += BinaryPrimitives.ReadUInt16LittleEndian(entry[16..]);
            type = entry[18];
            var name = entry[NameOffset..];
            name = name[..(name.IndexOf((byte)0) + 1)];
            if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                return name;
        }
        type = 0;
        return [];
    }
}
