using CsCheck;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90, "1m30s")]
    [InlineData("5m", 300, "5m")]
    [InlineData("1h30m", 5400, "1h30m")]
    [InlineData("2d", 172800, "2d")]
    [InlineData("0s", 0, "0s")]
    [InlineData("0d0h0m0s", 0, "0s")]
    [InlineData("30d", 2592000, "30d")]
    [InlineData("1d1h1m1s", 90061, "1d1h1m1s")]
    public void A_duration_is_read_and_written_in_its_shortest_form(string text, int seconds, string shortest)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(shortest, Duration.Text(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 m")]
    [InlineData(" 5m")]
    [InlineData("5m ")]
    [InlineData("5m\n")]
    [InlineData("-5m")]
    [InlineData("+5m")]
    [InlineData("1.5h")]
    [InlineData("5M")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("1h30")]
    [InlineData("5ms")]
    [InlineData("٥m")]
    [InlineData("31d")]
    [InlineData("30d1s")]
    [InlineData("9223372036854775807d")]
    [InlineData("99999999999999999999999999s")]
    public void What_is_no_duration_or_too_long_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Every_duration_in_whole_seconds_survives_a_round_trip() =>
        Gen.Int[0, (int)Duration.Longest.TotalSeconds].Sample(seconds =>
            Duration.TryParse(Duration.Text(TimeSpan.FromSeconds(seconds)), out var back) && back == TimeSpan.FromSeconds(seconds));

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Gen.Char["0123456789dhms -.\n"].Array[0, 30].Sample(text =>
        {
            var good = Duration.TryParse(new string(text), out var duration);
            return !good || (duration >= TimeSpan.Zero && duration <= Duration.Longest);
        });
}
