using CsCheck;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public class ApplyWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static ApplyWindow Window(string cron, double hours) => new(Schedule.At(cron), TimeSpan.FromHours(hours));

    private static WindowStanding At(string utc, params ApplyWindow[] windows) => At(DateTimeOffset.Parse(utc + "Z"), windows);

    private static WindowStanding At(DateTimeOffset now, params ApplyWindow[] windows) => WindowStanding.Of(windows, now, now.AddDays(-40), Berlin);

    private static string Text(WindowStanding standing) =>
        standing.Opened is { } opened ? $"open since {opened.UtcDateTime:MM-dd HH:mm}" : standing.Next is { } next ? $"closed until {next.UtcDateTime:MM-dd HH:mm}" : "closed for ever";

    [Theory]
    // Ten at night in Berlin in winter is 21:00Z; the end does not belong to it.
    [InlineData("2026-11-23 20:59:59", "closed until 11-23 21:00")]
    [InlineData("2026-11-23 21:00:00", "open since 11-23 21:00")]
    [InlineData("2026-11-24 02:59:59.9999999", "open since 11-23 21:00")]
    [InlineData("2026-11-24 03:00:00", "closed until 11-24 21:00")]
    // Friday's window lasts into Saturday; the next one is Monday's.
    [InlineData("2026-11-28 01:00:00", "open since 11-27 21:00")]
    [InlineData("2026-11-28 12:00:00", "closed until 11-30 21:00")]
    public void A_nightly_window_opens_by_local_time_and_closes_after_its_length(string utc, string expected) =>
        Assert.Equal(expected, Text(At(utc, Window("0 0 22 ? * MON-FRI", 6))));

    [Theory]
    // 02:30 does not exist on 2027-03-28: the window opens when the clock has jumped, and lasts its whole hour.
    [InlineData("2027-03-28 00:59:59", "closed until 03-28 01:00")]
    [InlineData("2027-03-28 01:00:00", "open since 03-28 01:00")]
    [InlineData("2027-03-28 01:59:59", "open since 03-28 01:00")]
    [InlineData("2027-03-28 02:00:00", "closed until 03-29 00:30")]
    // 02:30 is twice on 2026-10-25: the window opens once.
    [InlineData("2026-10-25 00:30:00", "open since 10-25 00:30")]
    [InlineData("2026-10-25 01:29:59", "open since 10-25 00:30")]
    [InlineData("2026-10-25 01:30:00", "closed until 10-26 01:30")]
    [InlineData("2026-10-25 02:15:00", "closed until 10-26 01:30")]
    [InlineData("2026-10-25 02:29:59", "closed until 10-26 01:30")]
    public void Daylight_saving_neither_loses_nor_doubles_a_window(string utc, string expected) =>
        Assert.Equal(expected, Text(At(utc, Window("0 30 2 * * ?", 1))));

    [Theory]
    [InlineData("2027-03-28 02:30:00", "open since 03-27 21:00")]
    [InlineData("2027-03-28 03:00:00", "closed until 03-28 20:00")]
    public void Its_length_is_time_that_passes_and_not_what_the_clock_shows(string utc, string expected) =>
        Assert.Equal(expected, Text(At(utc, Window("0 0 22 * * ?", 6))));

    [Fact]
    public void Windows_that_touch_or_overlap_are_one()
    {
        ApplyWindow[] windows = [Window("0 0 1 * * ?", 2), Window("0 0 3 * * ?", 1), Window("0 30 3 * * ?", 1)];
        Assert.Equal("open since 11-23 00:00", Text(At("2026-11-23 03:15", windows)));
        Assert.Equal("closed until 11-24 00:00", Text(At("2026-11-23 03:30", windows)));
    }

    [Theory]
    [InlineData("0 0 * * * ?", 1)]
    [InlineData("0 0 * * * ?", 30)]
    [InlineData("* * * * * ?", 0.001)]
    public void A_window_as_long_as_its_period_never_closes(string cron, double hours)
    {
        var now = DateTimeOffset.Parse("2026-10-25T01:30:00.5Z");
        var standing = WindowStanding.Of([Window(cron, hours)], now, now.AddDays(-20), Berlin);
        Assert.True(standing.Opened <= now.AddDays(-20), $"{standing.Opened}");
    }

    [Theory]
    [InlineData("2026-11-23 12:00", "0 0 22 1 1 ? 2026")]
    [InlineData("2026-10-25 07:15", "0 30 2 25 10 ? 2026")]
    public void A_window_of_a_day_that_has_been_never_opens_again(string utc, string cron) =>
        Assert.Equal("closed for ever", Text(At(utc, Window(cron, 6))));

    /// <summary>Beside the second-by-second look at what Quartz says of the local time.</summary>
    [Fact]
    public void Open_is_what_a_fire_time_of_the_last_hours_says()
    {
        DateTimeOffset[] middles = [new(2027, 3, 28, 1, 0, 0, TimeSpan.Zero), new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero), new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero)];
        var around = Gen.Int[0, 2].Select(index => middles[index]);
        Gen.Select(around, Gen.Int[-90000, 90000], Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[1, 30 * 3600]).Sample((middle, seconds, hour, minute, length) =>
        {
            var (now, cron) = (middle.AddSeconds(seconds), Quartz.CronExpression.Parse($"0 {minute} {hour} * * ?").WithTimeZone(Berlin));
            var standing = WindowStanding.Of([new ApplyWindow(Schedule.At($"0 {minute} {hour} * * ?"), TimeSpan.FromSeconds(length))], now, now.AddDays(-3), Berlin);
            var fires = new List<DateTimeOffset>();
            // Each asked for after the one before: asked for from within the hour that a day has twice, Quartz would name what has fired.
            var fire = cron.GetNextValidTimeAfter(now.AddDays(-5));
            for (; fire <= now; fire = cron.GetNextValidTimeAfter(fire.Value))
                fires.Add(fire.Value);
            var open = fires.Exists(opened => now < opened.AddSeconds(length));
            Assert.Equal(open, standing.Opened is not null);
            Assert.Equal(open ? null : fire, standing.Next);
        }, iter: 2000);
    }
}
