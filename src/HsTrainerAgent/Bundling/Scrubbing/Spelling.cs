using System.Globalization;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Reads one byte as encodings write it: <c>%2B</c>, <c>\u002b</c>, <c>\x2b</c>, <c>\053</c>, <c>\/</c>, <c>&amp;#43;</c>, <c>&amp;#x2b;</c>, <c>&amp;amp;</c>.</summary>
internal static class Spelling
{
    /// <summary>In bytes: <c>&amp;#0043;</c>, <c>\\u002b</c>.</summary>
    public const int Longest = 7;

    /// <summary>Null when the text begins with no encoded byte.</summary>
    public static byte? Read(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (text.Length < 2)
            return null;
        return text[0] switch
        {
            (byte)'%' => Hex(text, 1, 2, out length),
            (byte)'\\' => Escaped(text, out length),
            (byte)'&' => Entity(text, out length),
            _ => null,
        };
    }

    /// <summary>The same for what was encoded twice: <c>%252B</c>, <c>\\u002b</c>, <c>\\x2b</c>, <c>\\/</c>.</summary>
    public static byte? ReadTwice(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (text.StartsWith("%25"u8))
            return Hex(text, 3, 2, out length);
        if (!text.StartsWith("\\\\"u8) || text.Length < 3)
            return null;
        var letter = Escaped(text[1..], out length);
        length++;
        return letter;
    }

    private static byte? Escaped(ReadOnlySpan<byte> text, out int length)
    {
        length = 2;
        if (text[1] is (byte)'u' or (byte)'U')
            return Hex(text, 2, 4, out length);
        if (text[1] is (byte)'x' or (byte)'X')
            return Hex(text, 2, 2, out length);
        if (text[1] is < (byte)'0' or > (byte)'3')
            return char.IsAsciiLetterOrDigit((char)text[1]) ? null : text[1];
        if (text.Length < 4 || text[2] is < (byte)'0' or > (byte)'7' || text[3] is < (byte)'0' or > (byte)'7')
            return null;
        length = 4;
        return (byte)((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
    }

    private static byte? Entity(ReadOnlySpan<byte> text, out int length)
    {
        var end = text[..Math.Min(Longest, text.Length)].IndexOf((byte)';');
        length = end + 1;
        if (end < 3)
            return null;
        var name = text[1..end];
        if (name[0] != '#')
            return name.SequenceEqual("amp"u8) ? (byte)'&' : name.SequenceEqual("lt"u8) ? (byte)'<' : name.SequenceEqual("gt"u8) ? (byte)'>'
                : name.SequenceEqual("quot"u8) ? (byte)'"' : name.SequenceEqual("apos"u8) ? (byte)'\'' : null;
        return name[1] is (byte)'x' or (byte)'X'
            ? byte.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : byte.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static byte? Hex(ReadOnlySpan<byte> text, int from, int digits, out int length)
    {
        length = from + digits;
        return text.Length >= length && ushort.TryParse(text.Slice(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value < 256
            ? (byte)value : null;
    }
}
