using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>Every key of the settings file, from the top.</summary>
internal static class SettingsKeys
{
    private static readonly AgentSettings Default = new()
    {
        Application = new ApplicationSettings { Url = "", Token = new Secret("") },
        Trainers = [],
    };

    private static readonly Key<AgentSettings, string?> SchemaKey = new("$schema", new AnythingKind(), Default, _ => null,
        "Where an editor finds the schema of this file; the agent does not look at it.")
    { Absent = Absent.Derived };

    private static readonly Key<AgentSettings, ApplicationSettings> Application = new("application", ApplicationKeys.Group, Default, settings => settings.Application,
        "The main application that the trainers connect to.")
    { Absent = Absent.Error, Example = "{ \"url\": \"https://abcd123.internal\", \"tokenFile\": \"/etc/hs-trainer-agent.token\" }" };

    private static readonly Key<AgentSettings, IReadOnlyList<TrainerSettings>> Trainers = new("trainers", TrainerKeys.List, Default, settings => settings.Trainers,
        "The trainers on this host; several are normal during an upgrade.")
    { Absent = Absent.Error, Asked = true, Example = "[{ \"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\" }]" };

    private static readonly Key<AgentSettings, ScheduleSettings> Schedules = new("schedules", ScheduleKeys.Group, Default, settings => settings.Schedules,
        "When each check looks.");

    private static readonly Key<AgentSettings, ApplySettings> Apply = new("apply", ApplyKeys.Group, Default, settings => settings.Apply,
        "How a changed connection is applied: run.sh trainer is rerun.");

    private static readonly Key<RepairMode, RepairMode> Mode = new("mode",
        new ChoiceKind<RepairMode>(("report", RepairMode.Report), ("auto", RepairMode.Auto)), Default.Repair, mode => mode,
        "Whether drift is only reported, or also repaired by the documented steps: missing folders, the media folder's owner, SELinux types, .env. By hand, `repair` works with either.");

    private static readonly Key<AgentSettings, RepairMode> Repair = new("repair", new Group<RepairMode>([Mode], values => values.Of(Mode)), Default,
        settings => settings.Repair, "What is done about drift.");

    private static readonly Key<AgentSettings, ThresholdSettings> Thresholds = new("thresholds", ThresholdKeys.Group, Default, settings => settings.Thresholds,
        "From where on a measure is a finding.");

    private static readonly Key<AgentSettings, bool> Claims = new("claims", new BooleanKind(), Default, settings => settings.Claims,
        "Whether a small file beside the data tells other machines that this one uses it.");

    private static readonly Key<TextfileOf, string?> Textfile = new("textfile",
        new OrNullKind<string>(new PathKind("/var/lib/node_exporter/textfile/hs-trainer-agent.prom", ".prom")), new TextfileOf(null), metrics => metrics.Path,
        "The file for node_exporter's textfile collector, which reads *.prom only; null: none.")
    { Example = "\"/var/lib/node_exporter/textfile/hs-trainer-agent.prom\"", Unsupported = "the file is not written" };

    private static readonly Key<AgentSettings, TextfileOf> Metrics = new("metrics", new Group<TextfileOf>([Textfile], values => new(values.Of(Textfile))), Default,
        settings => new(settings.MetricsTextfile), "Where measures go.");

    private sealed record TextfileOf(string? Path);

    public static Group<AgentSettings> Group { get; } = new(
        [SchemaKey, Application, Trainers, Schedules, Apply, Repair, Thresholds, Claims, Metrics],
        values => new AgentSettings
        {
            Application = values.Of(Application),
            Trainers = values.Of(Trainers),
            Schedules = values.Of(Schedules),
            Apply = values.Of(Apply),
            Repair = values.Of(Repair),
            Thresholds = values.Of(Thresholds),
            Claims = values.Of(Claims),
            MetricsTextfile = values.Of(Metrics).Path,
        });

    /// <summary>Every key path, in the order of the starter file, lists as <c>trainers[].bundle</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Group.Keys.SelectMany(key => key.Paths())];

    /// <summary>The object that a key of this name belongs into, if it is one alone.</summary>
    public static string? WhereIs(string name) =>
        All.Where(path => path.EndsWith("." + name, StringComparison.Ordinal)).ToArray() is [var only] ? only[..^(name.Length + 1)] : null;
}
