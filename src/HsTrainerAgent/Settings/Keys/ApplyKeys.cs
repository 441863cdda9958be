using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of <c>apply</c>.</summary>
internal static class ApplyKeys
{
    private static readonly ApplySettings Default = new();

    private static readonly Key<ApplySettings, ApplyMode> Mode = new("mode", new ChoiceKind<ApplyMode>(("auto", ApplyMode.Auto), ("manual", ApplyMode.Manual)), Default,
        settings => settings.Mode, "Whether a changed connection reruns run.sh trainer by itself, or only when an operator says apply.");

    private static readonly Key<ApplySettings, TimeSpan> Settle = new("settle", DurationKind.FromZero("3s"), Default, settings => settings.Settle,
        "How long changed files must stay unchanged before they count.");

    private static readonly Key<ApplySettings, TimeSpan> Timeout = new("timeout", DurationKind.FromOneSecond("30m"), Default, settings => settings.Timeout,
        "How long run.sh may take; then it is ended with all its processes.");

    private static readonly Key<ApplySettings, TimeSpan?> ForegroundAfter = new("foregroundAfter", new DurationOrNullKind(DurationKind.FromOneSecond("2m")), Default,
        settings => settings.ForegroundAfter, "A run.sh that still runs after this counts as a trainer in the foreground, and as applied; null: never.");

    private static readonly Key<ApplySettings, bool> Preflight = new("preflight", new BooleanKind(), Default, settings => settings.Preflight,
        "Whether the application must accept new settings before the trainer is rerun with them.");

    private static readonly Key<ApplySettings, bool> AtBoot = new("atBoot", new BooleanKind(), Default, settings => settings.AtBoot,
        "Whether a trainer that was not started since the host's boot is started.");

    private static readonly Key<ApplySettings, TimeSpan> Splay = new("splay", DurationKind.FromZero("10m"), Default, settings => settings.Splay,
        "Each host waits its own part of this, always the same, before a change is applied to a trainer that runs, so that a fleet does not restart at once; "
        + "no longer than the shortest of apply.windows.");

    private static readonly Key<ApplySettings, IReadOnlyList<ApplyWindow>> Windows = new("windows", new ListKind<ApplyWindow>(WindowKeys.Group), Default,
        settings => settings.Windows, "Maintenance windows: outside of them a change is held while the trainer runs, unless an operator says apply --force; an empty list: at any time.")
    { Example = "[{ \"start\": \"0 0 22 ? * MON-FRI\", \"for\": \"6h\" }]" };

    private static readonly Key<ApplySettings, IReadOnlyList<string>?> Guard = new("guard",
        new OrNullKind<IReadOnlyList<string>>(new CommandKind()), Default, settings => settings.Guard,
        "A command, word by word, that must exit 0 before each rerun but that of `apply --force`; null: none. It runs as root with HS_TRAINER, HS_BUNDLE and HS_APPLY_REASON, "
        + "may be changed by root alone, and its last line of output is the reason shown while the rerun is held.")
    { Example = "[\"/usr/local/bin/trainer-is-idle\"]" };

    private static readonly Key<ApplySettings, TimeSpan> GuardTimeout = new("guardTimeout", DurationKind.FromOneSecond("30s"), Default, settings => settings.GuardTimeout,
        "How long the guard may take; then it is ended with all its processes, and the rerun is held.");

    public static Group<ApplySettings> Group { get; } =
        new([Mode, Settle, Timeout, ForegroundAfter, Preflight, AtBoot, Splay, Windows, Guard, GuardTimeout], Build);

    private static ApplySettings Build(Values<ApplySettings> values)
    {
        if (values.Of(ForegroundAfter) >= values.Of(Timeout))
            values.Report.Note(values.PathOf(ForegroundAfter), "never comes about, for apply.timeout ends run.sh before");
        if (values.Of(Windows) is { Count: > 0 } windows && windows.Min(window => window.For) < values.Of(Splay))
            values.Report.Note(values.PathOf(Splay), "is longer than the shortest of apply.windows; each host waits its part of that window instead");
        return new ApplySettings
        {
            Mode = values.Of(Mode),
            Settle = values.Of(Settle),
            Timeout = values.Of(Timeout),
            ForegroundAfter = values.Of(ForegroundAfter),
            Preflight = values.Of(Preflight),
            AtBoot = values.Of(AtBoot),
            Splay = values.Of(Splay),
            Windows = values.Of(Windows),
            Guard = values.Of(Guard),
            GuardTimeout = values.Of(GuardTimeout),
        };
    }
}
