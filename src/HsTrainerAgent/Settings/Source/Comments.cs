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
            var rest = text[i..];
            var length = rest.StartsWith("//"u8) ? rest.IndexOf((byte)'\n') : rest.StartsWith("/*"u8) ? rest[2..].IndexOf("*/"u8) + 4 : 0;
            if (length == 3)
                open = i;
            if (length is -1 or 3)
                length = rest.Length;
            Blank(bytes.AsSpan(i, length));
            i += Math.Max(0, length - 1);
        }
        return bytes;
    }

    private static void Blank(Span<byte> comment)
    {
        foreach (ref var one in comment)
            one = one is (byte)'\n' ? one : (byte)' ';
    }
}
