using System.Buffers;
using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>The places in a line where a secret stands, whatever it is.</summary>
internal static class SecretPlaces
{
    private static readonly string[] Headers = ["authorization:", "authorization\":", "cookie:", "cookie\":", "x-api-key:", "bearer "];

    private static readonly SearchValues<char> AfterUrl = SearchValues.Create(" \t\"'<>/?#");
    private static readonly SearchValues<char> AfterQuoted = SearchValues.Create("\"'\\");
    private static readonly SearchValues<char> AfterPlain = SearchValues.Create(" \t\"',;&}");

    /// <summary>What stands before variables with their values, in findings, events and the commands that cure them; as text and within JSON.</summary>
    private static readonly string[] BeforeVariables = ["desired\":", "desired\\\":", "desired ", "should be: ", "echo ", "printf '%s\\n' ", "printf '%s\\\\n' "];

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly string[] Names = ["password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "access_key"];

    /// <summary><c>Authorization: Bearer ABC</c> and its like keep their names; the rest of the line goes.</summary>
    public static string WithoutHeaders(string line)
    {
        foreach (var header in Headers)
        {
            if (line.IndexOf(header, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && line.Length > at + header.Length)
                line = line[..(at + header.Length)].TrimEnd() + " " + Secret.Shown;
        }
        return line;
    }

    /// <summary><c>https://user:password@host</c> becomes <c>https://***@host</c>.</summary>
    public static string WithoutUserInfo(string line)
    {
        for (var from = 0; line.IndexOf("://", from, StringComparison.Ordinal) is >= 0 and var at;)
        {
            from = at + 3;
            var end = line.AsSpan(from).IndexOfAny(AfterUrl) is >= 0 and var length ? from + length : line.Length;
            if (line.AsSpan(from, end - from).LastIndexOf('@') is > 0 and var user)
                line = line[..from] + Secret.Shown + line[(from + user)..];
        }
        return line;
    }

    /// <summary><c>should be: NAME=ABC, OTHER=DEF</c> and <c>echo 'NAME=ABC' >> FILE</c> keep the first name; what follows in the text, or in the JSON string, goes.</summary>
    public static string WithoutVariables(string line)
    {
        foreach (var lead in BeforeVariables)
        {
            for (var from = 0; line.IndexOf(lead, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
            {
                from = at + lead.Length;
                var rest = line.AsSpan(from).TrimStart(" \"'\\$");
                var equals = rest.IndexOfAnyExcept(NameLetters);
                if (equals <= 0 || rest[equals] != '=')
                    continue;
                from = line.Length - rest.Length + equals + 1;
                line = line[..from] + Secret.Shown + line[EndOfText(line, from)..];
            }
        }
        return line;
    }

    /// <summary>Of the JSON string that this place is in, or of the line where it is no JSON.</summary>
    private static int EndOfText(string line, int at)
    {
        if (line.AsSpan().TrimStart() is not (['"', ..] or ['{', ..]))
            return line.Length;
        while (at < line.Length && line[at] != '"')
            at += line[at] == '\\' ? 2 : 1;
        return Math.Min(at, line.Length);
    }

    /// <summary>The values in <c>password=ABC</c>, <c>?token=ABC</c> and <c>"password": "ABC"</c>.</summary>
    public static string WithoutNamedValues(string line)
    {
        foreach (var name in Names)
        {
            for (var from = 0; line.IndexOf(name, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
            {
                from = at + name.Length;
                if (Value(line, from) is not var (start, end) || end <= start)
                    continue;
                line = new StringBuilder(line).Remove(start, end - start).Insert(start, Secret.Shown).ToString();
                from = start + Secret.Shown.Length;
            }
        }
        return line;
    }

    /// <summary>The value that belongs to a name that ends here, or null: after <c>=</c>, or after the colon of a name in quotes.</summary>
    private static (int Start, int End)? Value(string line, int at)
    {
        var rest = line.AsSpan(at);
        var quoted = rest.StartsWith("\"") || rest.StartsWith("\\\"");
        var head = rest.Length - rest.TrimStart("\\\"").Length;
        rest = rest[head..];
        if (!rest.StartsWith("=") && !(quoted && rest.TrimStart(' ').StartsWith(":")))
            return null;
        var begin = rest.Length - rest.TrimStart(" =:").Length;
        rest = rest[begin..];
        var quotes = rest.Length - rest.TrimStart("\\\"'").Length;
        var start = at + head + begin + quotes;
        var value = line.AsSpan(start);
        var end = value.IndexOfAny(quotes > 0 ? AfterQuoted : AfterPlain);
        return (start, start + (end < 0 ? value.Length : end));
    }
}
