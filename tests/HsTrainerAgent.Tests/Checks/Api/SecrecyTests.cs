using System.Net;
using System.Text;
using CsCheck;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class SecrecyTests : Asking
{
    private const string Awkward = "tök/en+with\"odd&signs<%>=";

    public static TheoryData<string> Echoes { get; } = new(Forms(Token));

    private static IEnumerable<string> Forms(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        yield return token;
        yield return token.ToUpperInvariant();
        yield return Uri.EscapeDataString(token);
        yield return string.Concat(bytes.Select(b => $"%{b:x2}"));
        yield return WebUtility.HtmlEncode(token);
        yield return Convert.ToHexStringLower(bytes);
        for (var before = 0; before < 3; before++)
            yield return Convert.ToBase64String([.. Encoding.UTF8.GetBytes("xyz"[..before]), .. bytes, (byte)'!']);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes("Token " + token)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task The_token_is_in_no_outcome_whatever_the_server_echoes_and_where(string echo)
    {
        foreach (var status in (int[])[200, 302, 401, 404, 500])
        {
            Application.Instead = Answers.Status(status, $$"""{"detail": "you sent {{echo}}", "version": "{{echo}}"}""", "application/json",
                ("Location", "/login/" + echo + "?token=" + echo), ("X-Extract-Backend-Server", echo));

            var everything = Everything(await AskAsync());

            Assert.DoesNotContain(echo, everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Token, Decoded(everything));
        }
    }

    [Fact]
    public void Awkward_tokens_are_found_in_every_form()
    {
        var echo = new Echo(new Secret(Awkward));
        foreach (var form in Forms(Awkward).Append(System.Text.Json.JsonSerializer.Serialize(Awkward).Trim('"')))
            Assert.DoesNotContain("odd", Decoded(echo.Clean($"before {form} after")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Any_token_in_any_form_between_any_text_is_gone() =>
        Gen.Select(Gen.Char['!', '~'].Array[8, 60], Gen.Int[0, 9], Gen.Char[' ', 'ÿ'].Array[0, 30]).Sample((token, form, around) =>
        {
            var text = new string(token);
            var shown = new Echo(new Secret(text)).Clean($"{new string(around)} {Forms(text).ElementAt(form)} {new string(around)}", 10_000);
            return !shown.Contains(text, StringComparison.OrdinalIgnoreCase) && !Decoded(shown).Contains(text, StringComparison.OrdinalIgnoreCase);
        }, iter: 2_000);

    [Fact]
    public async Task A_reason_phrase_is_scrubbed_and_bounded()
    {
        await using var server = RawServer.Answering($"HTTP/1.1 500 {Token} {new string('x', 500)}\r\nContent-Length: 0\r\n\r\n");

        var finding = await FindingAsync("api.server-error", Settings(server.Url));

        Assert.StartsWith("HTTP 500 *** xxx", finding.Observed);
        Assert.True(finding.Observed.Length < 120);
    }

    [Fact]
    public void Control_characters_become_blanks_before_the_token_is_looked_for()
    {
        var echo = new Echo(new Secret(Token));

        Assert.Equal("a [31m b c d", echo.Clean("a\u001b[31m\r\nb\u0000c\u202ed"));
        Assert.Equal("188 d", echo.Clean("188\u200bd"));
        Assert.Equal("***", echo.Clean("\u0007" + Token + "\u0007"));
    }

    [Fact]
    public void Long_text_is_cut_behind_the_search_so_that_no_half_token_is_left()
    {
        var cut = new Echo(new Secret(Token)).Clean(new string('x', 150) + Token + "y", 160);

        Assert.Equal(new string('x', 150) + "***y", cut);
    }

    [Fact]
    public async Task A_token_that_is_not_ASCII_is_sent_as_UTF8_and_harms_nothing()
    {
        Application.Tokens = new HashSet<string> { Awkward };

        var outcome = await AskAsync(Settings(token: Awkward));

        Assert.NotEqual(CheckStatus.Unknown, outcome.Status);
        Assert.DoesNotContain("odd", Everything(outcome));
        Assert.Equal(1, Application.Requests);
    }

    private static string Decoded(string text) => WebUtility.HtmlDecode(Uri.UnescapeDataString(text));
}
