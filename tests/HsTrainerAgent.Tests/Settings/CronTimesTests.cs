using HsTrainerAgent.Settings;
using Quartz;

namespace HsTrainerAgent.Tests.Settings;

public class CronTimesTests
{
    /// <summary>In the night to 2026-10-25 Berlin shows 02:00 to 03:00 twice, from 00:00Z and from 01:00Z.</summary>
    [Theory]
    [InlineData("0 30 2 * * ?", "00:00:00", "10-25 00:30:00")]
    [InlineData("0 30 2 * * ?", "00:30:00", "10-26 01:30:00")]
    [InlineData("0 30 2 * * ?", "01:10:00", "10-26 01:30:00")]
    [InlineData("0 15,30,45 1,2 * * ?", "01:10:00", "10-26 00:15:00")]
    [InlineData("59 59 2 * * ?", "00:59:59", "10-26 01:59:59")]
    [InlineData("59 59 2 * * ?", "01:30:00", "10-26 01:59:59")]
    [InlineData("0 0 3 * * ?", "01:10:00", "10-25 02:00:00")]
    // What is repeated through the hour is so in both.
    [InlineData("0 30 * * * ?", "00:30:00", "10-25 01:30:00")]
    [InlineData("0 0/20 2 * * ?", "00:40:00", "10-25 01:00:00")]
    [InlineData("0 30 1-3 * * ?", "01:10:00", "10-25 01:30:00")]
    public void A_time_that_the_clock_shows_twice_comes_once_wherever_the_search_begins(string expression, string after, string expected)
    {
        var cron = CronExpression.Parse(expression).WithTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var next = cron.OnceAfter(DateTimeOffset.Parse($"2026-10-25T{after}Z"));
        Assert.Equal(expected, $"{next?.UtcDateTime:MM-dd HH:mm:ss}");
    }

    [Fact]
    public void What_never_comes_is_null() =>
        Assert.Null(CronExpression.Parse("0 30 2 25 10 ? 2026").WithTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).OnceAfter(DateTimeOffset.Parse("2026-10-25T01:10:00Z")));
}
