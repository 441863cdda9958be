using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of an entry of <c>apply.windows</c>.</summary>
internal static class WindowKeys
{
    private static readonly ApplyWindow Default = new(Schedule.At(""), TimeSpan.Zero);

    private static readonly Key<ApplyWindow, Schedule> Start = new("start", new CronKind(), Default, window => window.Start,
        "When the window opens, as a Quartz cron expression in the host's local time.")
    { Absent = Absent.Error, Example = "\"0 0 22 ? * MON-FRI\"" };

    private static readonly Key<ApplyWindow, TimeSpan> For = new("for", DurationKind.FromOneSecond("6h"), Default, window => window.For,
        "How long it stays open.")
    { Absent = Absent.Error, Example = "\"6h\"" };

    public static Group<ApplyWindow> Group { get; } = new([Start, For], values => new ApplyWindow(values.Of(Start), values.Of(For)));
}
