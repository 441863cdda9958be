using System.Text;

namespace HsTrainerAgent.Bundling.Sources;

/// <summary>Finds what a settings file calls a token, however broken the file is: half-written, in comments, in an editor's backup, in single quotes.</summary>
internal static class TokensInText
{
    /// <summary>The values of every key of this name, unescaped as JSON; a text that its line or the file cuts off is taken as far as it goes.</summary>
    /// <param name="key">As in <c>token</c>; upper and lower case are one.</param>
    public static IEnumerable<string> Of(byte[] file, string key)
    {
        var text = Decoded(file);
        for (var from = 0; text.IndexOf(key, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
        {
            from = at + key.Length;
            if (Value(text, from) is { Length: > 0 } value)
                yield return value;
        }
    }

    /// <summary>The texts of one line each in the object under this key.</summary>
    public static IEnumerable<string> Within(byte[] file, string key)
    {
        var text = Decoded(file);
        for (var from = 0; text.IndexOf($"\"{key}\"", from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
        {
            var open = text.IndexOf('{', from = at + key.Length + 2);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            var inside = open < 0 ? "" : close < 0 ? text[open..] : text[open..close];
            for (var colon = inside.IndexOf(':'); colon >= 0; colon = inside.IndexOf(':', colon + 1))
            {
                if (Value(inside, colon) is { Length: > 0 } value)
                    yield return value;
            }
        }
    }

    private static string Decoded(byte[] file) =>
        file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(file)
        : file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(file)
        : Encoding.UTF8.GetString(file);

    /// <summary>What follows a key that ends here and its colon or equals sign; null when it is no key.</summary>
    private static string? Value(string text, int at)
    {
        var rest = Comments(text.AsSpan(at).TrimStart("\"'"));
        if (rest.IsEmpty || rest[0] is not (':' or '='))
            return null;
        rest = Comments(rest[1..]);
        if (rest.IsEmpty)
            return null;
        var quote = rest[0] is '"' or '\'' ? rest[0] : '\0';
        var value = new StringBuilder();
        for (var i = quote == '\0' ? 0 : 1; i < rest.Length && rest[i] is not ('\n' or '\r' or '\0'); i++)
        {
            if (quote == '\0' ? char.IsWhiteSpace(rest[i]) || rest[i] is ',' or '}' or ']' : rest[i] == quote)
                break;
            if (rest[i] != '\\' || i + 1 == rest.Length)
                value.Append(rest[i]);
            else if (rest[++i] == 'u' && i + 4 < rest.Length && ushort.TryParse(rest.Slice(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
                (_, i) = (value.Append((char)code), i + 4);
            else
                value.Append(rest[i]);
        }
        return value.ToString();
    }

    private static ReadOnlySpan<char> Comments(ReadOnlySpan<char> text)
    {
        for (text = text.TrimStart(); text.StartsWith("/*") && text.IndexOf("*/") is > 0 and var end;)
            text = text[(end + 2)..].TrimStart();
        return text;
    }
}
