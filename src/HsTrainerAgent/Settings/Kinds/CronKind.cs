using System.Text.Json.Nodes;
using Quartz;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A Quartz cron expression that fires at least once more.</summary>
internal sealed class CronKind() : TextKind<Schedule>(Example)
{
    private const string Example = "0 0 22 ? * MON-FRI";
    private const string Order = "write second, minute, hour, day of month, month, day of week, as in \"" + Example + "\"";

    public const string Pattern = "^(@[a-z]+|\\S+(\\s+\\S+){5,6})$";

    protected override Judged<Schedule> Judge(string text, DateTimeOffset now) => JudgeCron(text, now);

    public static Judged<Schedule> JudgeCron(string text, DateTimeOffset now)
    {
        var fields = Fields(text);
        if (fields.Length == 5)
        {
            return Judged<Schedule>.Bad("is a Unix cron expression of five fields",
                "put the second in front, and ? for the day that is not meant: \"30 4 * * 1\" becomes \"0 30 4 ? * MON\"");
        }
        if (fields.Any(HasGap) || !CronExpression.TryParse(text, out var cron))
            return Judged<Schedule>.Bad("is no Quartz cron expression", Order);
        return cron.After(now) is null
            ? Judged<Schedule>.Bad("never fires again", "write days and years that are still to come")
            : Judged<Schedule>.Good(Schedule.At(cron.CronExpressionString));
    }

    /// <summary>A list with nothing between two commas, which Quartz lets through and then cannot reckon with.</summary>
    private static bool HasGap(string field) => field.StartsWith(',') || field.EndsWith(',') || field.Contains(",,");

    public static string[] Fields(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public override string Form => "a Quartz cron expression";

    public override JsonNode? Write(Schedule value) => value.Cron;

    public override JsonObject Schema() => Text(Pattern);
}

/// <summary>A duration of at least a second, or a Quartz cron expression.</summary>
internal sealed class ScheduleKind() : TextKind<Schedule>("5m")
{
    protected override Judged<Schedule> Judge(string text, DateTimeOffset now)
    {
        if (text.StartsWith('@') || CronKind.Fields(text).Length >= 5)
            return CronKind.JudgeCron(text, now);
        var duration = DurationKind.Judge(text, TimeSpan.FromSeconds(1));
        return duration.Wrong is null ? Judged<Schedule>.Good(Schedule.Every(duration.Value)) : Judged<Schedule>.Bad(duration.Wrong, duration.Cure + ", or a Quartz cron expression");
    }

    public override string Form => "a schedule";

    public override JsonNode? Write(Schedule value) => value.Cron ?? Duration.Text(value.Interval!.Value);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Text(Duration.Pattern), Text(CronKind.Pattern)) };
}
