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

    [Fact]
    public void Secrets_are_equal_by_their_text()
    {
        Assert.Equal(new Secret("a"), new Secret("a"));
        Assert.NotEqual(new Secret("a"), new Secret("b"));
        Assert.NotEqual(new Secret("a"), new Secret("aa"));
    }
}
