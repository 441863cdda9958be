using System.Text.RegularExpressions;
using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>Finding kinds for people: one in full, or a list by check.</summary>
internal sealed partial class ExplainText(TextWriter output, Screen screen)
{
    private const int WidestParagraph = 100;

    public void Write(IReadOnlyList<FindingKind> kinds)
    {
        for (var index = 0; index < kinds.Count; index++)
        {
            if (index > 0)
                output.WriteLine();
            Write(kinds[index]);
        }
    }

    private void Write(FindingKind kind)
    {
        output.WriteLine($"{screen.Bold(kind.Code)}  {Coloured(kind.Severity, kind.Severity.Word())}");
        output.WriteLine(kind.Title);
        output.WriteLine();
        foreach (var line in Wrapped(kind.Explanation))
            output.WriteLine(line);
        output.WriteLine();
        output.WriteLine(screen.Dim("fix"));
        foreach (var line in kind.FixTemplate.Split('\n'))
            output.WriteLine("  " + screen.Cyan(line));
        if (Placeholder().IsMatch(kind.FixTemplate))
            output.WriteLine("  " + screen.Dim("{…} is filled in by check"));
        if (kind.Article.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine(screen.Dim("article"));
        foreach (var line in kind.Article.Split('\n'))
            output.WriteLine("  " + line);
    }

    public void Write(IReadOnlyList<ICheck> checks)
    {
        var widest = checks.SelectMany(check => check.Kinds).Select(kind => kind.Code.Length).DefaultIfEmpty().Max();
        for (var index = 0; index < checks.Count; index++)
        {
            if (index > 0)
                output.WriteLine();
            output.WriteLine(screen.Bold(checks[index].Name));
            foreach (var kind in checks[index].Kinds)
                output.WriteLine($"  {kind.Code.PadRight(widest)}  {Coloured(kind.Severity, kind.Severity.Word().PadRight(7))}  {kind.Title}");
        }
    }

    private string Coloured(Severity severity, string text) => severity == Severity.Error ? screen.Red(text) : screen.Yellow(text);

    /// <summary>Paragraphs, which blank lines part, broken between words to fit a terminal; a single line break is none.</summary>
    private IEnumerable<string> Wrapped(string paragraphs)
    {
        var width = screen.Width is { } columns and > 0 ? Math.Clamp(columns, 20, WidestParagraph) : WidestParagraph;
        var parts = paragraphs.Split("\n\n");
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 0)
                yield return "";
            var line = "";
            foreach (var word in parts[index].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = "";
                }
                line += line.Length == 0 ? word : " " + word;
            }
            yield return line;
        }
    }

    /// <summary>As <see cref="FindingKind.FixTemplate"/> has them; curl's <c>%{http_code}</c> is none.</summary>
    [GeneratedRegex(@"(?<!%)\{[a-z]+\}")]
    private static partial Regex Placeholder();
}
