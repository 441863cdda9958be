using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A time span such as <c>5m</c>, at most 30 days.</summary>
/// <param name="shortest">Inclusive.</param>
internal sealed partial class DurationKind(TimeSpan shortest, string example) : TextKind<TimeSpan>(example)
{
    public static DurationKind FromZero(string example) => new(TimeSpan.Zero, example);

    public static DurationKind FromOneSecond(string example) => new(TimeSpan.FromSeconds(1), example);

    protected override Judged<TimeSpan> Judge(string text, DateTimeOffset now) => Judge(text, shortest);

    public static Judged<TimeSpan> Judge(string text, TimeSpan shortest)
    {
        if (Duration.TryParse(text, out var duration))
        {
            return duration >= shortest
                ? Judged<TimeSpan>.Good(duration)
                : Judged<TimeSpan>.Bad($"is too short", $"write at least \"{Duration.Text(shortest)}\"");
        }
        const string cure = "write days, hours, minutes and seconds as in \"2d\", \"1h30m\", \"5m\" or \"90s\"";
        if (text.Length == 0)
            return Judged<TimeSpan>.Bad("is empty", cure);
        if (text.All(char.IsAsciiDigit))
            return Judged<TimeSpan>.Bad("has no unit", cure);
        if (text[0] == '-')
            return Judged<TimeSpan>.Bad("is negative", cure);
        return DurationForm().IsMatch(text)
            ? Judged<TimeSpan>.Bad("is too long", $"write at most \"{Duration.Text(Duration.Longest)}\"")
            : Judged<TimeSpan>.Bad("is no duration", cure);
    }

    public override string Form => $"a duration from {Duration.Text(shortest)} to {Duration.Text(Duration.Longest)}";

    public override JsonNode? Write(TimeSpan value) => Duration.Text(value);

    public override JsonObject Schema() => Text(Duration.Pattern);

    // Compiled in: Regex.IsMatch with a pattern would bring the whole interpreter of patterns into the binary.
    [GeneratedRegex(Duration.Pattern)]
    private static partial Regex DurationForm();
}
