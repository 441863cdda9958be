using System.Text;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;
using Quartz;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>A schedule: refused with a cure, or one whose next times can be reckoned, each after the one before, in any time zone; a duration is written as it is read.</summary>
internal sealed class CronTarget : Target
{
    private static readonly TimeZoneInfo[] Zones = [TimeZoneInfo.Utc, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo")];

    public override string Name => "cron";

    public override int Longest => 200;

    public override IEnumerable<byte[]> Seeds =>
    [
        .. ((string[])["0 0 22 ? * MON-FRI", "0 30 4 ? * MON", "0 0/5 14,18 * * ?", "0 15 10 L * ?", "0 15 10 ? * 6L", "0 15 10 ? * 6#3", "0 0 0 LW * ?", "0 0 0 1W * ? 2030", "@daily", "@hourly",
            "0 0 2 29 2 ?", "0 0 0 31 2 ?", "*/7 * * * * ?", "0 30 2 ? * SUN", "0 0 0 ? * L-3", "0 0 0 L-3 * ?", "30 4 * * 1", "5m", "1h30m", "30d", "2d1s", "0s", "99999999999999999999d"]).Select(Utf8),
    ];

    public override IReadOnlyList<string> Words =>
        ["?", "*", "/", "-", ",", "#", "L", "W", "LW", "C", "MON", "SUN", "JAN", "DEC", "FRI-MON", "2099", "1970", "2027-2026", "59", "60", "23", "31", "29", "0", "7", "@", "d", "h", "m", "s", "\u00a0", "H"];

    public override void Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (Duration.TryParse(text, out var duration))
            ComplaintException.Unless(Duration.TryParse(Duration.Text(duration), out var again) && again == duration, "a duration is read as another than was written", text);
        var report = new Report("f", new SourceText([]), new HostPaths("/"), Samples.Clock.GetUtcNow());
        if (!new ScheduleKind().Read(new SourceString(0, text), "schedules.api", report, out var schedule))
        {
            foreach (var error in report.Errors)
                Messages.Actionable("an error", error.ToString());
            return;
        }
        if (schedule.Cron is not { } cron)
            return;
        foreach (var zone in Zones)
        {
            var expression = new CronExpression(cron, zone);
            DateTimeOffset? at = Samples.Clock.GetUtcNow();
            for (var times = 0; times < 5 && at is { } before; times++)
            {
                at = expression.GetNextValidTimeAfter(before);
                ComplaintException.Unless(at is null || at > before, "a schedule that stands still", $"{cron}: {before} -> {at}");
            }
        }
        ComplaintException.Unless(new ScheduleKind().Read(new SourceString(0, cron), "schedules.api", report, out var same) && same.Cron == cron, "a schedule that is refused when it is read again", cron);
    }
}
