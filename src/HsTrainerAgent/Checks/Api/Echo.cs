using System.Globalization;
using System.Net;
using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Makes text that the server chose fit to be shown: on one line, bounded, without control characters, and without the token in any form that servers echo it in.</summary>
internal sealed class Echo(Secret token)
{
    private readonly string[] forms = [.. Forms(token.Reveal()).Where(form => form.Length > 0).Distinct().OrderByDescending(form => form.Length)];

    /// <param name="most">In characters.</param>
    public string Clean(string? text, int most = 160)
    {
        // Control characters first: a token that they split must not grow together again behind the search.
        var line = string.Join(' ', string.Concat((text ?? "").Select(Harmless)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var form in forms)
            line = line.Replace(form, Secret.Shown, StringComparison.OrdinalIgnoreCase);
        if (forms.Length > 0 && (Holds(Uri.UnescapeDataString(line)) || Holds(WebUtility.HtmlDecode(line))))
            return Secret.Shown;
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "…";
    }

    public string Clean(byte[] body, int most = 160) => Clean(Encoding.UTF8.GetString(body), most);

    private bool Holds(string decoded) => decoded.Contains(token.Reveal(), StringComparison.OrdinalIgnoreCase);

    private static char Harmless(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => ' ',
        _ => c,
    };

    private static IEnumerable<string> Forms(string token)
    {
        yield return token;
        yield return Uri.EscapeDataString(token);
        yield return WebUtility.UrlEncode(token);
        yield return WebUtility.HtmlEncode(token);
        yield return System.Text.Json.JsonEncodedText.Encode(token).ToString();
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(token));
        foreach (var form in Base64Forms(Encoding.UTF8.GetBytes(token)))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    // Base64 of a longer text holds the token at one of three offsets; the characters that depend on its neighbours are left out.
    private static IEnumerable<string> Base64Forms(byte[] token)
    {
        if (token.Length < 6)
            yield break;
        for (var offset = 0; offset < 3; offset++)
        {
            var bits = (offset + token.Length) * 8;
            var whole = Convert.ToBase64String([.. new byte[offset], .. token]);
            var first = (offset * 8 + 5) / 6;
            yield return whole[first..(bits / 6)];
        }
    }
}
