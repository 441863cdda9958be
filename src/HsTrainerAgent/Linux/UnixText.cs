using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>
/// File names as strings without loss: a byte that is no UTF-8 becomes the lone surrogate U+DC80..U+DCFF and turns back into itself,
/// as Python's surrogateescape does.
/// </summary>
internal static class UnixText
{
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                foreach (var odd in bytes[..used])
                    text.Append((char)(0xDC00 + odd));
            }
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    public static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>(text.Length + 8);
        Span<byte> coded = stackalloc byte[4];
        for (var at = 0; at < text.Length; at++)
        {
            if (IsOddByte(text, at))
            {
                bytes.Add((byte)(text[at] - 0xDC00));
                continue;
            }
            var rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole : Rune.ReplacementChar;
            bytes.AddRange(coded[..rune.EncodeToUtf8(coded)]);
            at += rune.Utf16SequenceLength - 1;
        }
        return [.. bytes];
    }

    /// <summary>The bytes with the NUL that system calls want at the end.</summary>
    public static byte[] ToCString(string text) => [.. ToBytes(text), 0];

    /// <summary>For people: <see cref="Printable"/>, and without doubt about which bytes it names: backslashes and bytes that are no UTF-8 are escaped too.</summary>
    public static string Shown(string text) => Printable.Line(string.Concat(text.Select((c, at) =>
        IsOddByte(text, at) ? $"\\x{c - 0xDC00:x2}" : c == '\\' ? "\\\\" : c.ToString())));

    private static bool IsOddByte(string text, int at) =>
        text[at] is >= '\uDC80' and <= '\uDCFF' && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
