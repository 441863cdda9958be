using System.Text.RegularExpressions;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>What an <c>.env</c> file says, read as a shell that sources it would.</summary>
/// <param name="Assignments">In the file's order; the last of a name counts.</param>
/// <param name="OtherLines">Numbers of lines that are no assignment, no comment and not blank.</param>
/// <param name="HasByteOrderMark">A UTF-8 byte order mark opens the file.</param>
/// <param name="HasCarriageReturns">Some line ends as on Windows.</param>
/// <param name="EndsWithoutNewline">What is appended would become part of the last line.</param>
internal sealed partial record EnvFile(
    IReadOnlyList<EnvAssignment> Assignments, IReadOnlyList<int> OtherLines, bool HasByteOrderMark, bool HasCarriageReturns, bool EndsWithoutNewline)
{
    public string? ValueOf(string name) => Assignments.LastOrDefault(assignment => assignment.Name == name)?.Value;

    public static EnvFile Parse(ReadOnlySpan<byte> bytes)
    {
        var marks = MarksOf(bytes);
        var text = UnixText.FromBytes(bytes[marks..]);
        var (assignments, others, returns) = (new List<EnvAssignment>(), new List<int>(), false);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            returns |= raw.EndsWith('\r');
            var line = raw.TrimEnd('\r').Trim(' ', '\t');
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (Assignment().Match(line) is { Success: true } match)
                assignments.Add(new EnvAssignment(match.Groups[1].Value, Unquoted(match.Groups[2].Value)));
            else
                others.Add(number);
        }
        return new EnvFile(assignments, others, marks > 0, returns, text.Length > 0 && !text.EndsWith('\n'));
    }

    /// <summary>The length of the byte order marks that open a file: each editor that does not know one puts another before it.</summary>
    public static int MarksOf(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (bytes[length..].StartsWith("\uFEFF"u8))
            length += 3;
        return length;
    }

    private static string Unquoted(string value)
    {
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"')
            return Escape().Replace(value[1..^1], "$1");
        // How bash, and ShellText, writes a tab.
        if (value.Length >= 3 && value.StartsWith("$'", StringComparison.Ordinal) && value[^1] == '\'')
            return Unescaped(value[2..^1]) ?? value;
        // 'it'\''s' is how a shell writes a quote within single quotes.
        return value.Length >= 2 && value[0] == '\'' && value[^1] == '\'' ? value[1..^1].Replace("'\\''", "'", StringComparison.Ordinal) : value;
    }

    /// <summary>Null with an escape that no cure writes.</summary>
    private static string? Unescaped(string quoted)
    {
        var plain = new System.Text.StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            if (quoted[at] != '\\')
                plain.Append(quoted[at]);
            else if (++at < quoted.Length && quoted[at] is 't' or '\\' or '\'')
                plain.Append(quoted[at] == 't' ? '\t' : quoted[at]);
            else
                return null;
        }
        return plain.ToString();
    }

    [GeneratedRegex(@"^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)\z", RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\\([""\\$`])")]
    private static partial Regex Escape();
}

/// <summary>One assignment, its value without quotes.</summary>
internal sealed record EnvAssignment(string Name, string Value);
