using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>A manual page in the macros of man(7), for groff and mandoc alike. Texts mark what is typed as it stands with backticks.</summary>
internal sealed partial class Roff
{
    /// <summary>The columns that man leaves a literal line on a terminal of 80: 2 are man's, 7 the page's indent, 4 its own.</summary>
    public const int Widest = 80 - 2 - 7 - 4;

    private readonly StringBuilder text = new();

    /// <param name="date">Of the sources; null leaves it out.</param>
    public Roff(string name, int section, string summary, DateTimeOffset? date, string version)
    {
        text.Append(@".\"" Made by the program itself: hs-trainer-agent paper man").Append(section).Append('\n');
        text.Append($".TH {name.ToUpperInvariant().Replace("-", @"\-")} {section} \"{date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\" \"hs\\-trainer\\-agent {version}\" \"hs\\-trainer\\-agent\"\n");
        // Words in their places, neither hyphenated nor stretched: half of them are names. The register keeps groff's paragraphs from hyphenating again.
        text.Append(".nr HY 0\n.nh\n.ad l\n");
        Section("NAME");
        text.Append($"{Escaped(name)} \\- {Escaped(summary)}\n");
    }

    public Roff Section(string title) => Line($".SH \"{Escaped(title)}\"");

    public Roff Subsection(string title) => Line($".SS \"{Escaped(title)}\"");

    /// <summary>Paragraphs, which blank lines part; the first one follows a heading without a gap.</summary>
    public Roff Text(string paragraphs)
    {
        foreach (var paragraph in paragraphs.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (!text.ToString().EndsWith("\"\n", StringComparison.Ordinal))
                Line(".PP");
            Line(Prose(paragraph));
        }
        return this;
    }

    /// <summary>A term and what it means; each meaning begins a line.</summary>
    /// <param name="term">Already roff, see <see cref="Bold"/> and <see cref="Italic"/>.</param>
    public Roff Item(string term, params IEnumerable<string> meanings) => Line(".TP").Line(term).Line(string.Join("\n.br\n", meanings.Select(Prose)));

    /// <summary>Items without a gap between them.</summary>
    public Roff Tight(IEnumerable<(string Term, string Meaning)> items)
    {
        Line(".PD 0");
        foreach (var (term, meaning) in items)
            Item(Bold(term), meaning);
        return Line(".PD");
    }

    /// <summary>Lines that stay as they are.</summary>
    public Roff Literal(IEnumerable<string> lines)
    {
        Line(".PP").Line(".RS 4").Line(".EX");
        foreach (var line in lines)
            Line(line.Length == 0 ? "\\&" : Guarded(Escaped(line)));
        return Line(".EE").Line(".RE");
    }

    /// <summary>Commands, each with what it does beside it, or above it as a comment where all that is too wide for a terminal of 80 columns.</summary>
    public Roff Commands(IEnumerable<(string Command, string Meaning)> commands)
    {
        var rows = commands.ToList();
        var column = rows.Max(row => row.Command.Length) + 2;
        return Literal(rows.All(row => row.Meaning.Length == 0 || column + row.Meaning.Length <= Widest)
            ? rows.Select(row => row.Meaning.Length == 0 ? row.Command : row.Command.PadRight(column) + row.Meaning)
            : rows.SelectMany(row => row.Meaning.Length == 0 ? [row.Command] : (string[])["# " + row.Meaning, row.Command]));
    }

    /// <summary>A line of roff.</summary>
    public Roff Line(string line)
    {
        text.Append(line).Append('\n');
        return this;
    }

    public override string ToString() => text.ToString();

    public static string Bold(string text) => $"\\fB{Escaped(text)}\\fR";

    public static string Italic(string text) => $"\\fI{Escaped(text)}\\fR";

    /// <summary>One sentence a line, as roff wants it to set the space between them.</summary>
    private static string Prose(string paragraph)
    {
        var marked = string.Concat(paragraph.Split('`').Select((part, index) => index % 2 == 0 ? Escaped(part) : Bold(part)));
        return string.Join('\n', SentenceEnd().Split(Space().Replace(marked.Trim(), " ")).Select(Guarded));
    }

    // A line that begins with a dot would be a request.
    private static string Guarded(string line) => line.StartsWith('.') ? "\\&" + line : line;

    private static string Escaped(string text)
    {
        var roff = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            roff.Append(rune.Value switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '\'' => "\\(aq",
                '"' => "\\(dq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                '…' => "...",
                > 126 => $"\\[u{rune.Value:X4}]",
                _ => rune.ToString(),
            });
        }
        return roff.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<=\S[.?]) (?=[A-Z\\])")]
    private static partial Regex SentenceEnd();
}
