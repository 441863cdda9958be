namespace HsTrainerAgent.Settings.Source;

/// <summary>Takes the comments out of JSON, also where System.Text.Json would not have them: between a key and its colon.</summary>
internal static class Comments
{
    /// <summary>The same text with each byte of a comment a blank, so that every position stays; line breaks stay line breaks.</summary>
    /// <param name="open">Where a comment begins that has no end, or null.</param>
    public static byte[] Blanked(ReadOnlySpan<byte> text, out int? open)
    {
        var bytes = text.ToArray();
        open = null;
        var inString = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (inString)
            {
                if (bytes[i] == '\\')
                    i++;
                else
                    inString = bytes[i] is not ((byte)'"' or (byte)'\n'); // a line break ends a broken one
                continue;
            }
            inString = bytes[i] == '"';
            var length = Length(text[i..], out var ends);
            if (!ends)
                open = i;
            Blank(bytes.AsSpan(i, length));
            i += Math.Max(0, length - 1);
        }
        return bytes;
    }

    /// <summary>The length of the comment that the text begins with, 0 for none.</summary>
    private static int Length(ReadOnlySpan<byte> text, out bool ends)
    {
        ends = true;
        if (text.StartsWith("//"u8))
            return text.IndexOf((byte)'\n') is var line and >= 0 ? line : text.Length;
        if (!text.StartsWith("/*"u8))
            return 0;
        var end = text[2..].IndexOf("*/"u8);
        ends = end >= 0;
        return ends ? end + 4 : text.Length;
    }

    private static void Blank(Span<byte> comment)
    {
        foreach (ref var one in comment)
            one = one is (byte)'\n' ? one : (byte)' ';
    }
}
