using System.Net;
using System.Text;
using System.Text.Json;

namespace HsTrainerAgent.Settings;

/// <summary>The forms in which programs and servers repeat a secret: as it is, and encoded for URLs, HTML, JSON and shells, in hex and in base64.</summary>
internal static class SecretForms
{
    /// <summary>A shorter secret leaves so few digits in hex or base64 that they turn up in any text.</summary>
    private const int Shortest = 6;

    /// <summary>Each once, the longest first, so that none is cut by a shorter one; none of an empty secret.</summary>
    public static IReadOnlyList<string> Of(string secret) =>
        [.. All(secret).Where(form => form.Length > 0).Distinct().OrderByDescending(form => form.Length)];

    private static IEnumerable<string> All(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return Uri.EscapeDataString(secret).Replace("%2F", "/", StringComparison.Ordinal);
        yield return WebUtility.UrlEncode(secret);
        yield return LowerCased(Uri.EscapeDataString(secret));
        yield return LowerCased(WebUtility.UrlEncode(secret));
        yield return WebUtility.HtmlEncode(secret);
        yield return JsonEncodedText.Encode(secret).ToString();
        // Within the single quotes of a shell, and within $'…'.
        yield return secret.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return secret.Replace("'", "'\"'\"'", StringComparison.Ordinal);
        yield return secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length < Shortest)
            yield break;
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        foreach (var form in Base64(bytes).Append(Convert.ToBase64String(bytes).TrimEnd('=')))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    // The two digits behind each percent sign.
    private static string LowerCased(string encoded) =>
        string.Concat(encoded.Select((c, at) => (at > 0 && encoded[at - 1] == '%') || (at > 1 && encoded[at - 2] == '%') ? char.ToLowerInvariant(c) : c));

    // Base64 of a longer text holds the secret at one of three offsets; the characters that depend on its neighbours are left out.
    private static IEnumerable<string> Base64(byte[] secret)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var bits = (offset + secret.Length) * 8;
            var whole = Convert.ToBase64String([.. new byte[offset], .. secret]);
            var first = (offset * 8 + 5) / 6;
            yield return whole[first..(bits / 6)];
        }
    }
}
