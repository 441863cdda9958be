using System.Globalization;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>Makes text from outside harmless for terminals and logs: what could steer one, reorder it or break its line is shown escaped.</summary>
internal static class Printable
{
    public static string Line(string text)
    {
        if (text.EnumerateRunes().All(Harmless))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            safe.Append(Harmless(rune) ? rune.ToString() : Escaped(rune));
        return safe.ToString();
    }

    // Format holds the bidirectional overrides and zero-width characters: a path must not look like another one.
    private static bool Harmless(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        < 0x80 => $@"\x{rune.Value:x2}",
        < 0x10000 => $@"\u{rune.Value:x4}",
        _ => $@"\U{rune.Value:x8}",
    };
}
