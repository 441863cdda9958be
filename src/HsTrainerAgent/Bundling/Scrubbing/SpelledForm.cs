using System.Buffers;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>
/// The secret with each of its characters written plainly, in percent, backslash or HTML encoding, in any mixture and in upper or lower case: what
/// URL, JSON, shell, systemd and mountinfo make of it. A short one is found only as a word of its own, in the case it has.
/// </summary>
internal sealed class SpelledForm : Form
{
    private readonly byte[] secret;
    private readonly bool isShort;
    private readonly SearchValues<byte> beginnings;

    public SpelledForm(byte[] secret, bool isShort)
        : base("as it is or with its characters encoded")
    {
        (this.secret, this.isShort) = (secret, isShort);
        beginnings = SearchValues.Create([Lower(secret[0]), Upper(secret[0]), (byte)'%', (byte)'\\', (byte)'&']);
    }

    public override int Longest => secret.Length * Spelling.Longest;

    public override void Find(ReadOnlySpan<byte> text, List<Span> found)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(beginnings);
            if (next < 0)
                return;
            at += next;
            if (End(text, at) is { } end && (!isShort || IsWord(text, at, end)))
                found.Add(new Span(at, end));
        }
    }

    private int? End(ReadOnlySpan<byte> text, int start)
    {
        for (var done = 0; done < secret.Length; done++)
        {
            var at = start + done;
            if (at >= text.Length)
                return null;
            if (text[at] is (byte)'%' or (byte)'\\' or (byte)'&')
                return End(text, at, secret.AsSpan(done));
            if (!Same(text[at], secret[done]))
                return null;
        }
        return start + secret.Length;
    }

    // A percent sign of the secret may stand as itself or as %25: all ways are gone, side by side.
    private int? End(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> secret)
    {
        var ends = new List<int>(2) { start };
        foreach (var wanted in secret)
        {
            var longer = new List<int>(2);
            foreach (var at in ends)
            {
                if (at >= text.Length)
                    continue;
                if (Same(text[at], wanted))
                    Add(longer, at + 1);
                if (Spelling.Read(text[at..], out var length) is { } letter && Same(letter, wanted))
                    Add(longer, at + length);
                if (Spelling.ReadTwice(text[at..], out length) is { } inner && Same(inner, wanted))
                    Add(longer, at + length);
            }
            if (longer.Count == 0)
                return null;
            ends = longer;
        }
        return ends.Max();
    }

    private static void Add(List<int> ends, int end)
    {
        if (!ends.Contains(end))
            ends.Add(end);
    }

    private bool Same(byte one, byte other) => one == other || (!isShort && Lower(one) == Lower(other));

    private static bool IsWord(ReadOnlySpan<byte> text, int start, int end) =>
        (start == 0 || !IsLetter(text[start - 1])) && (end == text.Length || !IsLetter(text[end]));

    private static bool IsLetter(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or >= 0x80;

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    private static byte Upper(byte letter) => letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter & ~0x20) : letter;
}
