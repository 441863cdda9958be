using System.Text;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Any token in any text, scrubbed for the journal and echoed for a finding: in no form is it there afterwards, and texts of foreign bytes keep their bytes.</summary>
internal sealed class ScrubTarget : Target
{
    public override string Name => "scrub";

    public override double Share => 2;

    public override int Longest => 1024;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8($"{Samples.TokenText}\nHTTP 401: token={Samples.TokenText} is no good"), Utf8("a+b/c=d&e%f\na%2Bb%2Fc%3Dd%26e%25f a%2bb a+b/c=d&amp;e%f"),
        Utf8("abcdef<>\"'\\\nabcdef&lt;&gt;&quot;&#39;\\ 616263646566 YWJjZGVmPD4iJ1w= \\u0022"), [.. "token123\n"u8, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80],
    ];

    public override IReadOnlyList<string> Words => ["%", "%25", "&amp;", "&#x31;", "+", "=", "\\u0031", "token123", "\u200b", "\u00ad", Samples.TokenText];

    public override void Try(byte[] input)
    {
        var text = UnixText.FromBytes(input);
        ComplaintException.Unless(UnixText.ToBytes(text).AsSpan().SequenceEqual(input), "bytes of a name are lost", Convert.ToHexString(input));
        Messages.Harmless("a shown name", UnixText.Shown(text));
        Messages.Harmless("a shown line", Printable.Line(text));

        var parts = Encoding.UTF8.GetString(input).Split('\n', 2);
        // One with a * can grow together out of its own beginning and the mark that stands for it; one that is short turns up in any text.
        if (parts.Length < 2 || Settings.Kinds.TokenKind.Fault(parts[0]) is not null || parts[0].Length < 6 || parts[0].Contains('*'))
            return;
        var token = new Secret(parts[0]);
        var scrubbed = token.Scrub(parts[1]);
        foreach (var form in token.RevealForms())
        {
            if (scrubbed.Contains(form, StringComparison.Ordinal))
                throw new ComplaintException("the token is still in a scrubbed text", $"{form} in {scrubbed}");
        }
        var clean = new Echo(token).Clean(parts[1]);
        Messages.Harmless("an echo", clean);
        Messages.Without(token, "an echo", clean);
        ComplaintException.Unless(clean.Length <= 161, "an echo without bound", $"{clean.Length} characters");
    }
}
