using HsTrainerAgent.Hosting.Scheduling;

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
}
