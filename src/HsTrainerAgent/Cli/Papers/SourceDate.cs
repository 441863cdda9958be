using System.Globalization;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>The date that a page bears: that of its sources, never that of its making.</summary>
internal static class SourceDate
{
    /// <summary>From SOURCE_DATE_EPOCH, seconds since 1970; null without it.</summary>
    public static DateTimeOffset? Get() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
