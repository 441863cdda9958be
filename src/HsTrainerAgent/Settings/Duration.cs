using System.Globalization;
using System.Text;

namespace HsTrainerAgent.Settings;

/// <summary>The text form of a time span in whole seconds, as in <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
internal static class Duration
{
    /// <summary>The longest that can be written; what the system's timers hold is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public const string Pattern = "^(?!$)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

    private static readonly (char Unit, long Seconds)[] Units = [('d', 86400), ('h', 3600), ('m', 60), ('s', 1)];

    /// <summary>Units from large to small, each at most once, nothing between; false also for what is longer than <see cref="Longest"/>.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        long seconds = 0;
        foreach (var (unit, length) in Units)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || rest[digits] != unit)
                continue;
            if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > (long)Longest.TotalSeconds)
                return false;
            seconds += count * length;
            rest = rest[(digits + 1)..];
        }
        duration = TimeSpan.FromSeconds(seconds);
        return text.Length > 0 && rest.IsEmpty && duration <= Longest;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back.</summary>
    public static string Text(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = (long)duration.TotalSeconds;
        foreach (var (unit, length) in Units)
        {
            if (rest / length is var count and > 0)
                text.Append(count).Append(unit);
            rest %= length;
        }
        return text.Length == 0 ? "0s" : text.ToString();
    }
}
