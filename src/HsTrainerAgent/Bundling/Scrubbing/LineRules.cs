using System.Text;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Takes out of each line what is a secret by where it stands, though nobody knows it: private keys, headers, passwords in URLs and settings.</summary>
internal sealed class LineRules(Action<ReadOnlySpan<byte>> output)
{
    /// <summary>In bytes; the rest of a longer line is left out.</summary>
    private const int Longest = 256 * 1024;

    private readonly List<byte> line = [];
    private bool isTooLong;
    private bool isInKey;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            Add(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
                return;
            Tell();
            output("\n"u8);
            bytes = bytes[(end + 1)..];
        }
    }

    public void End()
    {
        if (line.Count == 0)
            return;
        Tell();
        output("\n"u8);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        var room = Longest - line.Count;
        isTooLong |= bytes.Length > room;
        line.AddRange(bytes[..Math.Min(bytes.Length, room)]);
    }

    private void Tell()
    {
        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
        if (isTooLong)
            // The last word may be the first half of what a rule would have seen whole.
            text = text[..(text.LastIndexOfAny([' ', '\t', ',']) + 1)] + $"[the rest of a line of more than {Longest} bytes was left out]";
        isTooLong = false;
        line.Clear();
        output(Encoding.UTF8.GetBytes(Clean(Visible(text))));
    }

    private string Clean(string text)
    {
        text = WithoutKeys(text);
        text = SecretPlaces.WithoutHeaders(text);
        text = SecretPlaces.WithoutUserInfo(text);
        text = SecretPlaces.WithoutVariables(text);
        return SecretPlaces.WithoutNamedValues(text);
    }

    // A key may stand on lines of its own, or on one line with \n written out.
    private string WithoutKeys(string text)
    {
        const string begin = "-----BEGIN ", end = "-----END ", key = "PRIVATE KEY";
        var clean = new StringBuilder();
        for (var rest = text; ;)
        {
            if (isInKey)
            {
                if (rest.IndexOf(end, StringComparison.Ordinal) is not (>= 0 and var stop))
                    return clean.ToString();
                isInKey = false;
                rest = rest[stop..];
            }
            var start = rest.IndexOf(begin, StringComparison.Ordinal);
            var head = start < 0 ? -1 : rest.IndexOf("-----", start + begin.Length, StringComparison.Ordinal);
            if (head < 0 || !rest[start..head].Contains(key, StringComparison.Ordinal))
                return clean.Append(rest).ToString();
            isInKey = true;
            clean.Append(rest, 0, head + 5).Append(" *** ");
            rest = rest[(head + 5)..];
        }
    }

    // Nothing that steers a terminal, and nothing that hides a secret from the search by standing in its middle.
    private static string Visible(string text) =>
        text.Any(letter => char.IsControl(letter) && letter != '\t') ? string.Concat(text.TrimEnd('\r').Select(letter => char.IsControl(letter) && letter != '\t' ? '?' : letter)) : text;
}
