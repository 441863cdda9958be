namespace HsTrainerAgent.Linux;

/// <summary>Quotes a word so that it can be pasted into bash and means exactly itself.</summary>
internal static class ShellText
{
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@%".Contains(c)))
            return word;
        return word.Any(char.IsControl)
            ? "$'" + string.Concat(word.Select(Escaped)) + "'"
            : "'" + word.Replace("'", "'\\''") + "'";
    }

    private static string Escaped(char c) => c switch
    {
        '\'' => "\\'",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
