using System.Globalization;
using System.Text.Json.Nodes;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>The application's URL as run.sh wants it: http or https, host, perhaps port and path, no slash at the end.</summary>
internal sealed class UrlKind() : TextKind<string>(Example)
{
    private const string Example = "https://abcd123.internal";
    private const string Marks = "-._~:/[]%!$&'()*+,;=@";

    protected override Judged<string> Judge(string text, DateTimeOffset now)
    {
        if (text.Length == 0)
            return Bad("is empty", $"write the main application's URL, as in \"{Example}\"");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || text[..scheme].ToLowerInvariant() is not ("http" or "https"))
            return Bad("is no http or https URL", $"begin it with https:// or http://, as in \"{Example}\"");
        if (text.AsSpan().IndexOfAny('?', '#') >= 0)
            return Bad("has a query or a fragment", "end it before the ? or #");
        var authority = text[(scheme + 3)..].Split('/')[0];
        if (authority.Contains('@'))
            return Bad("has a user name or a password", "remove all up to the @: it would be seen in process lists and logs; the token belongs into \"token\"");
        if (text.Any(c => !char.IsAsciiLetterOrDigit(c) && !Marks.Contains(c)))
            return Bad("has a character that no URL has", "write letters, digits and . - _ ~ / only; other characters as %XX, a foreign host name as xn--…");
        return JudgeHost(authority) is { } wrong ? wrong : Cut(text);
    }

    private static Judged<string>? JudgeHost(string authority)
    {
        var port = authority.LastIndexOf(':') is var colon && colon > authority.LastIndexOf(']') ? authority[(colon + 1)..] : null;
        var host = port is null ? authority : authority[..colon];
        if (host.Length == 0)
            return Bad("has no host", $"write the host after the two slashes, as in \"{Example}\"");
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || (host.Contains(':') && host[0] != '['))
            return Bad("has no valid host", "write a host name, an IPv4 address, or an IPv6 address in [ ]");
        if (port is not null && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535))
            return Bad("has no valid port", "write a port from 1 to 65535 after the colon, or remove the colon");
        return null;
    }

    private static Judged<string> Cut(string text)
    {
        var cut = text.TrimEnd('/');
        return Judged<string>.Good(cut, cut.Length == text.Length ? null : "the slash at the end was cut off, for run.sh wants the URL without it");
    }

    private static Judged<string> Bad(string wrong, string cure) => Judged<string>.Bad(wrong, cure);

    public override string Form => "a URL";

    public override JsonNode? Write(string value) => value;

    public override JsonObject Schema()
    {
        var schema = Text("^[Hh][Tt][Tt][Pp][Ss]?://[^/@?#\\s]+(/[^?#\\s]*)?$");
        schema["format"] = "uri";
        return schema;
    }
}
