using System.Net;
using System.Text;

namespace HsTrainerAgent.Tests.Bundling.Scrubbing;

/// <summary>A token in every form in which a program may repeat it, made by other code than the product's; and a bare search for its remains.</summary>
internal static class Planted
{
    public static IEnumerable<string> Forms(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        yield return token;
        yield return token.ToUpperInvariant();
        yield return string.Concat(bytes.Select(one => $"%{one:x2}"));
        yield return string.Concat(bytes.Select(one => $"%{one:X2}"));
        yield return string.Concat(bytes.Select((one, at) => at % 3 == 0 ? $"%{one:X2}" : $"{(char)one}"));
        yield return string.Concat(bytes.Select(one => $"%25{one:X2}"));
        yield return string.Concat(bytes.Select(one => $"\\u{one:x4}"));
        yield return string.Concat(bytes.Select((one, at) => at == 1 ? $"\\u{one:X4}" : $"{(char)one}"));
        yield return string.Concat(bytes.Select(one => $"\\\\u{one:x4}"));
        yield return string.Concat(bytes.Select(one => $"\\x{one:x2}"));
        yield return string.Concat(bytes.Select(one => "\\" + Convert.ToString(one, 8).PadLeft(3, '0')));
        yield return string.Concat(bytes.Select(one => $"&#{one};"));
        yield return string.Concat(bytes.Select(one => $"&#x{one:x};"));
        yield return WebUtility.UrlEncode(token);
        yield return WebUtility.HtmlEncode(token);
        yield return token.Replace("/", "\\/");
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        yield return string.Join(',', bytes);
        yield return string.Join(", ", bytes);
        foreach (var before in (string[])["", "x", "xy", "user:"])
        {
            foreach (var after in (string[])["", "z", "\n"])
            {
                var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + token + after));
                yield return base64;
                yield return base64.Replace('+', '-').Replace('/', '_').TrimEnd('=');
            }
        }
    }

    /// <summary>What of the forms can be seen in the text; of base64 only what its neighbours do not change.</summary>
    public static IReadOnlyList<string> Remains(string text, string token)
    {
        var forms = Forms(token).Take(20).Concat(Enumerable.Range(0, 3).Select(offset => Core(token, offset)));
        var url = forms.Select(form => form.Replace('+', '-').Replace('/', '_'));
        return [.. forms.Concat(url).Distinct().Where(form => text.Contains(form, StringComparison.OrdinalIgnoreCase))];
    }

    private static string Core(string token, int offset)
    {
        var whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('q', offset) + token + "q"));
        return whole[4..^4];
    }
}
