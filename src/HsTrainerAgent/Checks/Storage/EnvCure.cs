using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Shell commands that cure one thing in an <c>.env</c> file and keep every other line, its owner and its mode.</summary>
internal static class EnvCure
{
    private const string Assignment = @"[[:space:]]*(export[[:space:]]+)?";

    /// <summary>Makes the file anew with these lines.</summary>
    public static string Write(string file, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? $"touch {ShellText.Quote(file)}" : $"{Printed(lines)} > {ShellText.Quote(file)}";

    /// <summary>Sets variables: earlier assignments of them go, the lines come at the end.</summary>
    public static string Set(string file, EnvFile seen, IReadOnlyList<string> names, IReadOnlyList<string> lines)
    {
        var edits = Repairs(seen);
        if (seen.Assignments.Any(assignment => names.Contains(assignment.Name)))
            edits.Add($"/^{Assignment}({string.Join('|', names)})=/d");
        if (seen.EndsWithoutNewline)
            edits.Add(@"$a\");
        return (edits.Count == 0 ? "" : Sed("-i", file, edits) + " && ") + $"{Printed(lines)} >> {ShellText.Quote(file)}";
    }

    public static string Remove(string file, EnvFile seen, IEnumerable<string> names) =>
        Sed("-i", file, [.. Repairs(seen), $"/^{Assignment}({string.Join('|', names)})=/d"]);

    /// <summary>Removes everything but the named variables, comments and blank lines; a copy is kept beside the file.</summary>
    /// <remarks>Blank to a shell is a space or a tab: what begins with a form feed is no comment to it.</remarks>
    public static string KeepOnly(string file, EnvFile seen, IReadOnlyList<string> names) => names.Count == 0
        ? $"cp -p {ShellText.Quote(file)} {ShellText.Quote(file + ".bak")} && truncate -s 0 {ShellText.Quote(file)}"
        : Sed("-i.bak", file, [.. Repairs(seen), $@"/^[ \t]*(#|$|(export[ \t]+)?({string.Join('|', names)})=)/!d"]);

    private static List<string> Repairs(EnvFile seen)
    {
        var edits = new List<string>();
        if (seen.HasByteOrderMark)
            edits.Add(@"1s/^(\xEF\xBB\xBF)+//");
        if (seen.HasCarriageReturns)
            edits.Add(@"s/\r+$//");
        return edits;
    }

    private static string Sed(string inPlace, string file, IReadOnlyList<string> edits)
    {
        // In a UTF-8 locale a byte order mark is one character, and its bytes do not match.
        var locale = edits.Any(edit => edit.Contains(@"\xEF", StringComparison.Ordinal)) ? "LC_ALL=C " : "";
        return $"{locale}sed {inPlace} --follow-symlinks -E {string.Join(' ', edits.Select(edit => "-e " + ShellText.Quote(edit)))} {ShellText.Quote(file)}";
    }

    // Some shells' echo reads backslashes.
    private static string Printed(IReadOnlyList<string> lines) => lines.Count == 1 && !lines[0].Contains('\\')
        ? $"echo {ShellText.Quote(lines[0])}"
        : $@"printf '%s\n' {string.Join(' ', lines.Select(ShellText.Quote))}";
}
