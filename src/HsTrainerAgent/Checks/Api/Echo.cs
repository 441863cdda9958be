using System.Globalization;
using System.Net;
using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Makes text that the server chose fit to be shown: on one line, bounded, without control characters, and without the token in any form that servers echo it in.</summary>
internal sealed class Echo(Secret token)
{
    private readonly IReadOnlyList<string> forms = token.RevealForms();

    /// <param name="most">In characters.</param>
    public string Clean(string? text, int most = 160)
    {
        // Control characters first: a token that they split must not grow together again behind the search.
        var line = string.Join(' ', string.Concat((text ?? "").EnumerateRunes().Select(Harmless)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var form in forms)
            line = line.Replace(form, Secret.Shown, StringComparison.OrdinalIgnoreCase);
        if (forms.Count > 0 && (Holds(Uri.UnescapeDataString(line)) || Holds(WebUtility.HtmlDecode(line))))
            return Secret.Shown;
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "…";
    }

    public string Clean(byte[] body, int most = 160) => Clean(Encoding.UTF8.GetString(body), most);

    private bool Holds(string decoded) => decoded.Contains(token.Reveal(), StringComparison.OrdinalIgnoreCase);

    private static string Harmless(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => " ",
        _ => rune.ToString(),
    };
}
