using System.Globalization;
using System.Text;

namespace HsTrainerAgent.Fuzz.Oracles;

/// <summary>What every text for an operator must be, whatever the input was.</summary>
internal static class Messages
{
    /// <summary>Says something, on one line, harmless for a terminal, without a stack trace and without a .NET type's name.</summary>
    public static void Actionable(string what, string? text)
    {
        ComplaintException.Unless(!string.IsNullOrWhiteSpace(text), $"{what} is empty", "");
        Harmless(what, text!);
        foreach (var trace in (string[])["   at ", "System.", "Exception", "HsTrainerAgent.", "Object reference"])
            ComplaintException.Unless(!text!.Contains(trace, StringComparison.Ordinal), $"{what} speaks of the program", text);
    }

    /// <summary>On one line, without anything that steers a terminal or turns its text around.</summary>
    public static void Harmless(string what, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                throw new ComplaintException($"{what} has a control character", Shown(text));
        }
    }

    /// <summary>Lines of text: as <see cref="Harmless"/>, but for the line breaks that part them.</summary>
    public static void HarmlessLines(string what, string text)
    {
        foreach (var line in text.Split('\n'))
            Harmless(what, line);
    }

    /// <summary>Nothing of a secret shows, in none of the forms that others make of it.</summary>
    /// <param name="comparison">Servers change letters' cases, scripts do not.</param>
    public static void Without(Settings.Secret token, string what, string text, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        foreach (var form in token.RevealForms())
        {
            if (text.Contains(form, comparison))
                throw new ComplaintException($"{what} shows the token", Shown(text));
        }
    }

    public static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()));
}
