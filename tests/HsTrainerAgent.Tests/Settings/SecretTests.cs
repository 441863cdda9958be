using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class SecretTests
{
    private readonly AgentSettings settings = SettingsSample.ReadText(SettingsSample.With("")).Settings!;

    [Fact]
    public void Whatever_prints_the_settings_prints_stars()
    {
        Assert.Equal("***", $"{settings.Application.Token}");
        Assert.Contains("Token = ***", settings.Application.ToString());
        Assert.DoesNotContain(SettingsSample.Token, settings.ToString());
    }

    [Fact]
    public void A_secret_is_scrubbed_from_a_text_wherever_it_stands() =>
        Assert.Equal("***a***", settings.Application.Token.Scrub($"{SettingsSample.Token}a{SettingsSample.Token}"));

    [Theory]
    [InlineData("a query: a%20%2B%3F%26b", "a query: ***")]
    [InlineData("a page: a +?&amp;b", "a page: ***")]
    [InlineData("base64: YSArPyZi", "base64: ***")]
    [InlineData("base64 of \"Token …\": VG9rZW4gYSArPyZi", "base64 of \"Token …\": VG9rZW4g***")]
    [InlineData("hex: 61202b3f2662", "hex: ***")]
    public void A_secret_is_scrubbed_in_the_forms_in_which_programs_repeat_it(string told, string clean) => Assert.Equal(clean, new Secret("a +?&b").Scrub(told));

    [Theory]
    [InlineData(@"echo 'it'\''s \me'", "echo '***'")]
    [InlineData("""echo 'it'"'"'s \me'""", "echo '***'")]
    [InlineData(@"echo $'it\'s \\me'", "echo $'***'")]
    public void A_secret_with_an_apostrophe_is_scrubbed_from_a_shells_command(string told, string clean) => Assert.Equal(clean, new Secret(@"it's \me").Scrub(told));

    [Theory]
    [InlineData("42", "3432 and NDI= are no 42", "3432 and NDI= are no ***")]
    [InlineData("", "nothing to hide", "nothing to hide")]
    public void A_short_secret_takes_no_digits_with_it(string secret, string told, string clean) => Assert.Equal(clean, new Secret(secret).Scrub(told));

    [Fact]
    public void Secrets_are_equal_by_their_text()
    {
        Assert.Equal(new Secret("a"), new Secret("a"));
        Assert.NotEqual(new Secret("a"), new Secret("b"));
        Assert.NotEqual(new Secret("a"), new Secret("aa"));
    }
}
