using System.Text;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Makes new inputs of known ones: bytes, words of the format, lines, JSON values, lengths; the same seed makes the same ones.</summary>
internal sealed class Mutator(Target target, Random random)
{
    private static readonly string[] Everywhere =
    [
        "\0", "\n", "\r\n", "\r", "\t", " ", "\"", "'", "\\", "/", "..", "%", "#", "=", ":", ",", ";", "-", "--", "*", "***", "\u001b[31m", "\u202e", "\u2028", "\ufeff", "\ud7ff",
        "é", "漢", "😀", "0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "18446744073709551616", "1e999", "-1e999", "0.1", "NaN", "١",
        "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "2026-02-30T25:61:61Z", "true", "null", "{}", "[]", "\"\"",
    ];

    private readonly byte[][] words = [.. target.Words.Concat(Everywhere).Select(Encoding.UTF8.GetBytes)];

    /// <param name="other">Another known input, to be spliced in.</param>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = input;
        for (var rounds = 1 << random.Next(5); rounds > 0; rounds--)
            bytes = Once(bytes, other);
        return bytes.Length <= target.Longest ? bytes : bytes[..target.Longest];
    }

    private byte[] Once(byte[] bytes, byte[] other) => target.Form switch
    {
        Form.Json when random.Next(3) == 0 => JsonMutation.Of(bytes, other, words, random) ?? OfBytes(bytes, other),
        Form.Lines when random.Next(4) == 0 => OfLines(bytes, other),
        _ => OfBytes(bytes, other),
    };

    private byte[] OfBytes(byte[] bytes, byte[] other)
    {
        var at = random.Next(bytes.Length + 1);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 8)), bytes.Length - at);
        switch (random.Next(13))
        {
            case 0 when at < bytes.Length:
                return Changed(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8))));
            case 1 when at < bytes.Length:
                return Changed(bytes, at, (byte)random.Next(256));
            case 2 when at < bytes.Length:
                return Changed(bytes, at, (byte)(bytes[at] + random.Next(-8, 9)));
            case 3:
                return Joined(bytes[..at], bytes.AsSpan(at + length));
            case 4:
                return Joined(bytes[..(at + length)], bytes.AsSpan(at));
            case 5:
                return Joined(bytes[..at], Piece(other), bytes.AsSpan(at));
            case 6:
                return Joined(bytes[..at], Piece(other), bytes.AsSpan(at + length));
            case 7:
                return bytes[..at];
            case 8:
                return Joined(bytes[..at], Repeated(length == 0 ? Word() : bytes.AsSpan(at, length).ToArray()), bytes.AsSpan(at + length));
            case 9:
                return Joined(bytes[..at], Word(), bytes.AsSpan(at + length));
            case 10:
                return Joined(bytes[..at], [(byte)random.Next(256)], bytes.AsSpan(at));
            default:
                return Joined(bytes[..at], Word(), bytes.AsSpan(at));
        }
    }

    private byte[] OfLines(byte[] bytes, byte[] other)
    {
        var lines = Lines(bytes);
        var at = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[random.Next(lines.Count)]);
                break;
            case 2:
                (lines[at], lines[^1]) = (lines[^1], lines[at]);
                break;
            case 3:
                var those = Lines(other);
                lines.Insert(at, those[random.Next(those.Count)]);
                break;
            default:
                lines[at] = OfBytes(lines[at], other);
                break;
        }
        return lines.Count == 0 ? [] : Joined(lines[0], [.. lines.Skip(1).SelectMany(line => line.Prepend((byte)'\n'))]);
    }

    private static List<byte[]> Lines(byte[] bytes)
    {
        var lines = new List<byte[]>();
        foreach (var line in bytes.AsSpan().Split((byte)'\n'))
            lines.Add(bytes[line]);
        return lines;
    }

    private byte[] Word() => words[random.Next(words.Length)];

    private byte[] Piece(byte[] other)
    {
        var from = random.Next(other.Length + 1);
        return other[from..Math.Min(other.Length, from + random.Next(1, 64))];
    }

    private byte[] Repeated(byte[] piece)
    {
        var times = Math.Min(1 << random.Next(1, 11), target.Longest / Math.Max(1, piece.Length));
        return [.. Enumerable.Repeat(piece, times).SelectMany(one => one)];
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at] = value;
        return changed;
    }

    private static byte[] Joined(byte[] head, ReadOnlySpan<byte> tail) => [.. head, .. tail];

    private static byte[] Joined(byte[] head, byte[] middle, ReadOnlySpan<byte> tail) => [.. head, .. middle, .. tail];
}
