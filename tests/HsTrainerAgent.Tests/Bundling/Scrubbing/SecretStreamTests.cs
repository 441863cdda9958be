using System.Text;
using CsCheck;

namespace HsTrainerAgent.Tests.Bundling.Scrubbing;

public sealed class SecretStreamTests
{
    [Theory]
    [InlineData("187d88d6s63929cd0ad98")]
    [InlineData("abc+/=%25&\\\"<>'!~")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("%41%42%43%44")]
    public void A_token_is_taken_out_in_every_form(string token)
    {
        foreach (var form in Planted.Forms(token))
        {
            var clean = Scrubbed.Stream($"before {form} after", token);

            Assert.Empty(Planted.Remains(clean, token));
            Assert.StartsWith("before ", clean);
            Assert.EndsWith(" after", clean);
            Assert.Contains("***", clean);
        }
    }

    [Theory]
    [InlineData(@"'ab'\''cd""ef\gh+/'", "'***'")]
    [InlineData(@"$'ab\'cd""ef\\gh+/'", "$'***'")]
    [InlineData(@"{""fix"":""'ab'\\''cd\""ef\\gh+/'""}", @"{""fix"":""'***'""}")]
    [InlineData(@"{""fix"":""$'ab\\'cd\""ef\\\\gh+/'""}", @"{""fix"":""$'***'""}")]
    [InlineData(@"""{\""x\"":\""ab'cd\\\""ef\\\\gh+/\""}""", @"""{\""x\"":\""***\""}""")]
    public void A_token_is_taken_out_as_a_shell_writes_it_and_as_JSON_in_JSON_does(string text, string clean) => Assert.Equal(clean, Scrubbed.Stream(text, @"ab'cd""ef\gh+/"));

    [Fact]
    public void A_token_is_taken_out_of_base64_in_a_URL()
    {
        const string token = "~~>>??~~>>??~";
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
        Assert.Contains('+', base64);
        Assert.Contains('/', base64);
        foreach (var url in (string[])[Uri.EscapeDataString(base64), base64.Replace("+", "%2b").Replace("/", "%2f").Replace("=", "%3d")])
            Assert.Equal("q=***&y", Scrubbed.Stream($"q={url}&y", token).Replace("%3D", "").Replace("%3d", ""));
    }

    [Fact]
    public void What_is_no_secret_stays_as_it_is() =>
        Assert.Equal("187d88d6s63929cd0ad9 %31%38 \\u0031 &amp; é", Scrubbed.Stream("187d88d6s63929cd0ad9 %31%38 \\u0031 &amp; é", "187d88d6s63929cd0ad98"));

    [Fact]
    public void Of_two_tokens_that_overlap_nothing_is_left() =>
        Assert.Equal("<***>", Scrubbed.Stream("<0123456789abcdef>", "0123456789", "6789abcdef"));

    [Theory]
    [InlineData("a dab of a", "*** dab of ***")]
    [InlineData("a", "***")]
    [InlineData("[a]=a_a,%61", "[***]=a_a,***")]
    public void A_short_token_is_taken_out_where_it_is_a_word(string text, string clean) => Assert.Equal(clean, Scrubbed.Stream(text, "a"));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("***")]
    public void What_cannot_be_told_from_the_stars_is_not_looked_for(string token) => Assert.Empty(Scrubbed.Known(token).All);

    [Fact]
    public void Random_tokens_at_random_places_are_taken_out_however_the_text_is_cut_into_pieces()
    {
        var token = Gen.Char['!', '~'].Array[8, 60].Select(letters => new string(letters)).Where(text => text.Any(letter => letter != '*'));
        Gen.Select(token, token, Gen.Int[0, 43], Gen.Byte.Array[0, 400], Gen.Byte.Array[0, 400], Gen.Int[1, 90].Array[1, 5]).Sample((one, other, form, before, after, pieces) =>
        {
            var planted = Planted.Forms(one).ElementAt(form);
            byte[] text = [.. before, .. Encoding.UTF8.GetBytes(planted), .. after, .. Encoding.UTF8.GetBytes(other)];
            var secrets = Scrubbed.Known(one, other);

            var clean = Scrubbed.Stream(text, secrets, pieces);

            Assert.Equal(Scrubbed.Stream(text, secrets), clean);
            Assert.DoesNotContain(one, Encoding.Latin1.GetString(clean));
            Assert.True(clean.AsSpan().IndexOf("***"u8) >= 0);
        }, iter: 2000);
    }

    [Fact]
    public void A_token_across_the_border_of_what_is_kept_at_once_is_taken_out()
    {
        const string token = "187d88d6s63929cd0ad98";
        var text = new byte[400_000];
        Array.Fill(text, (byte)'.');
        for (var at = 1; at + 60 < text.Length; at += 53)
            Encoding.UTF8.GetBytes(at % 2 == 0 ? token : Convert.ToHexString(Encoding.UTF8.GetBytes(token))).CopyTo(text.AsSpan(at));

        var clean = Encoding.UTF8.GetString(Scrubbed.Stream(text, Scrubbed.Known(token), 8191));

        Assert.Empty(Planted.Remains(clean, token));
        Assert.Equal((text.Length - 61) / 53 + 1, clean.Split("***").Length - 1);
        Assert.Equal("", clean.Replace("***", "").Trim('.'));
    }
}
