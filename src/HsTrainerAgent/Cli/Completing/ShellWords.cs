using System.Text;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>Parts a line into words as a shell does with its quotes and backslashes; expands nothing.</summary>
internal static class ShellWords
{
    /// <returns>At least one word: the last is the one at the line's end, perhaps empty or still in quotes.</returns>
    public static List<string> Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var begun = false;
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (begun)
                    words.Add(word.ToString());
                word.Clear();
                begun = false;
                continue;
            }
            begun = true;
            if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '\'' or '"')
                quote = letter;
            else if (letter != '\\' || !Escapes(quote, line.AsSpan(at + 1)))
                word.Append(letter);
            else if (++at < line.Length)
                word.Append(line[at]);
        }
        words.Add(word.ToString());
        return words;
    }

    /// <summary>In single quotes a backslash is itself, in double ones it escapes but a few letters.</summary>
    private static bool Escapes(char quote, ReadOnlySpan<char> rest) => quote switch
    {
        '\'' => false,
        '"' => rest is ['"' or '\\' or '$' or '`', ..],
        _ => true,
    };
}
