using HsTrainerAgent.Hosting.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Hosting.Scheduling;

public sealed class WatchdogTests
{
    [Theory]
    [InlineData("60000000", null, 60.0)]
    [InlineData("60000000", "42", 60.0)]
    [InlineData("60000000", "43", null)]
    [InlineData("1500000", "", 1.5)]
    [InlineData(null, null, null)]
    [InlineData("", "42", null)]
    [InlineData("0", "42", null)]
    [InlineData("-1", "42", null)]
    [InlineData("soon", "42", null)]
    [InlineData("18446744073709551615", "42", null)]
    public void It_is_read_as_sd_watchdog_enabled_reads_it(string? microseconds, string? pid, double? seconds) =>
        Assert.Equal(seconds, Watchdog.Of(name => name == "WATCHDOG_USEC" ? microseconds : name == "WATCHDOG_PID" ? pid : null, 42)?.TotalSeconds);

    [Fact]
    public void A_clock_that_was_set_back_is_noticed_once_each_time()
    {
        var clock = new SteppedClock();
        var watch = new ClockWatch(clock);
        Assert.False(watch.WentBack());
        clock.Offset = TimeSpan.FromHours(-1);
        Assert.True(watch.WentBack());
        Assert.False(watch.WentBack());
        clock.Offset = TimeSpan.FromHours(5);
        Assert.False(watch.WentBack());
        clock.Offset = TimeSpan.FromHours(4);
        Assert.True(watch.WentBack());
        clock.Offset -= TimeSpan.FromMilliseconds(500);
        Assert.False(watch.WentBack());
    }

    [Fact]
    public void Time_that_passes_is_no_step()
    {
        var clock = new FakeTimeProvider();
        var watch = new ClockWatch(clock);
        clock.Advance(TimeSpan.FromDays(3));
        Assert.False(watch.WentBack());
    }
}
