using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of <c>schedules</c>.</summary>
internal static class ScheduleKeys
{
    private static readonly Key<ScheduleSettings, Schedule> Storage = Key("storage", settings => settings.Storage, "When the folders, owners, mounts and .env are looked at.");
    private static readonly Key<ScheduleSettings, Schedule> SeLinux = Key("selinux", settings => settings.SeLinux, "When the SELinux labels are looked at.");
    private static readonly Key<ScheduleSettings, Schedule> Api = Key("api", settings => settings.Api, "When the application is asked for an answer.");
    private static readonly Key<ScheduleSettings, Schedule> Trainer = Key("trainer", settings => settings.Trainer, "When the bundle and what was applied are looked at.");
    private static readonly Key<ScheduleSettings, Schedule> Host = Key("host", settings => settings.Host, "When memory, container engine, /tmp and clock are looked at.");

    public static Group<ScheduleSettings> Group { get; } = new([Storage, SeLinux, Api, Trainer, Host], values => new ScheduleSettings
    {
        Storage = values.Of(Storage),
        SeLinux = values.Of(SeLinux),
        Api = values.Of(Api),
        Trainer = values.Of(Trainer),
        Host = values.Of(Host),
    });

    private static Key<ScheduleSettings, Schedule> Key(string name, Func<ScheduleSettings, Schedule> get, string description) =>
        new(name, new ScheduleKind(), new ScheduleSettings(), get, description + " A duration or a Quartz cron expression.") { Example = "\"0 30 4 ? * MON\"" };
}
