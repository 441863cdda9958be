namespace HsTrainerAgent.Cli.Papers;

/// <summary>A part of what follows the options in a help: a paragraph, or a list under its title.</summary>
/// <param name="Title">As in <c>Exit codes</c>; null for a paragraph.</param>
internal sealed record AfterwordPart(string? Title, IReadOnlyList<string> Lines)
{
    public static IReadOnlyList<AfterwordPart> Of(string afterword) =>
    [
        .. from part in afterword.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
           let lines = part.Trim('\n').Split('\n')
           select lines is [[.. var title, ':'], _, ..] ? new AfterwordPart(title, [.. lines[1..].Select(line => line.Trim())]) : new AfterwordPart(null, lines),
    ];

    /// <summary>The lines of a list as terms and their meanings, which two spaces or more part.</summary>
    public IEnumerable<(string Term, string Meaning)> Terms => Lines.Select(line => line.Split("  ", 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1].Trim() : ""));
}
