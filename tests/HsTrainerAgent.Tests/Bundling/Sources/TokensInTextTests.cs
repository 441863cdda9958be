using System.Text;
using HsTrainerAgent.Bundling.Sources;

namespace HsTrainerAgent.Tests.Bundling.Sources;

public sealed class TokensInTextTests
{
    [Theory]
    [InlineData("""{ "application": { "token": "abc-1" } }""", "abc-1")]
    [InlineData("""{ "token": "abc-1""", "abc-1")]
    [InlineData("""{ "token" /* the new one */ : /* here */ "abc-1", """, "abc-1")]
    [InlineData("""// "token": "old"\n"token": "new" """, "old", "new")]
    [InlineData("{ 'token': 'abc-1' }", "abc-1")]
    [InlineData("token: abc-1,", "abc-1")]
    [InlineData("token=abc-1\nnext", "abc-1")]
    [InlineData("""{ "TOKEN": "a\u0062c\/\"1" }""", "abc/\"1")]
    [InlineData("""{ "token": null, "tokens": "x", "tokenFile": "/etc/token" }""", "null")]
    [InlineData("""{ "token" "abc" }""")]
    [InlineData("token")]
    public void A_token_is_found_however_the_file_is_broken(string text, params string[] tokens) =>
        Assert.Equal(tokens, TokensInText.Of(Encoding.UTF8.GetBytes(text.Replace("\\n", "\n")), "token"));

    [Fact]
    public void A_file_in_UTF_16_is_read() => Assert.Equal(["abc"], TokensInText.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"token\":\"abc\"}")], "token"));

    [Fact]
    public void The_values_of_variables_are_found() =>
        Assert.Equal(["one two", "three"], TokensInText.Within(Encoding.UTF8.GetBytes("""{ "environment": { "A": "one two", "B":"three" }, "x": "y" """), "environment"));
}
