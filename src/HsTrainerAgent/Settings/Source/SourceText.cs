namespace HsTrainerAgent.Settings.Source;

/// <summary>A text in UTF-8 that can tell line and column of each of its bytes.</summary>
internal sealed class SourceText
{
    private readonly byte[] bytes;
    private readonly List<int> lineStarts = [0];

    /// <param name="bytes">Valid UTF-8 without a byte order mark.</param>
    public SourceText(byte[] bytes)
    {
        this.bytes = bytes;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
                lineStarts.Add(i + 1);
        }
    }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The offset of a byte of a line, both from 0, kept within the text.</summary>
    public int Offset(long line, long byteInLine) =>
        (int)Math.Clamp(lineStarts[(int)Math.Clamp(line, 0, lineStarts.Count - 1)] + byteInLine, 0, bytes.Length);

    /// <summary>Line and column in characters, both from 1.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var line = Line(offset);
        var column = 1;
        for (var i = lineStarts[line - 1]; i < offset && i < bytes.Length; i++)
        {
            var startsNext = i + 1 >= bytes.Length || (bytes[i + 1] & 0xC0) != 0x80;
            column += startsNext ? 1 : 0;
        }
        return (line, column);
    }

    /// <summary>From 1.</summary>
    public int Line(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }
}
