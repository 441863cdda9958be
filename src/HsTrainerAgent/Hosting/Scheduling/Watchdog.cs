using System.Globalization;

namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Reads from the environment how often systemd wants a sign of life (sd_watchdog_enabled(3)).</summary>
internal static class Watchdog
{
    /// <summary>Null when systemd does not watch this process.</summary>
    public static TimeSpan? Of(Func<string, string?> environment, int pid)
    {
        if (environment("WATCHDOG_PID") is { Length: > 0 } watched && watched != pid.ToString(CultureInfo.InvariantCulture))
            return null;
        return long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            && microseconds < TimeSpan.FromDays(1).TotalMicroseconds ? TimeSpan.FromMicroseconds(microseconds) : null;
    }
}
