using System.Text;
using HsTrainerAgent.Article;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A layout as an aligned table and its commands, for people.</summary>
internal static class LayoutText
{
    public static string Of(Layout layout)
    {
        string[][] rows =
        [
            ["", "path", "owner", "SELinux type"],
            ["media", layout.MediaPath, Layout.MediaOwner, Label(layout, layout.MediaPath)],
            ["database", layout.DatabasePath, "-", Label(layout, layout.DatabasePath)],
        ];
        var text = new StringBuilder($"Trainer {layout.Version} with HS_PATH {layout.Path}\n\n");
        foreach (var row in rows)
            text.Append("  ").Append(Aligned(rows, row).TrimEnd()).Append('\n');
        text.Append("  ").Append(".env".PadRight(rows.Max(row => row[0].Length)));
        text.Append("  ").AppendJoin(", ", layout.Environment.DefaultIfEmpty("empty")).Append('\n');
        text.Append("\nCommands, as root in the bundle's folder; from chcon on only where SELinux is enabled:\n\n");
        foreach (var command in layout.Commands)
            text.Append("  ").Append(command).Append('\n');
        return text.Append($"\nThen, with the URL without its trailing slash:\n\n  {Layout.RunCommand}\n").ToString();
    }

    private static string Label(Layout layout, string path) =>
        layout.Labels.First(rule => rule.Path == path) is var rule && rule.Recursive ? $"{rule.Type} (recursive)" : rule.Type;

    private static string Aligned(string[][] rows, string[] row) =>
        string.Join("  ", row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length))));
}
