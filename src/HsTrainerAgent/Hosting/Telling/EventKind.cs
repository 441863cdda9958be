using Serilog.Events;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>A kind of event, declared once as data.</summary>
/// <param name="Name">HS_EVENT, a contract.</param>
/// <param name="MessageId">MESSAGE_ID: 128 bits in hex, the key of the message catalog, never reused.</param>
/// <param name="Label">What a person reads in front of the message.</param>
internal sealed record EventKind(string Name, string MessageId, string Label, LogEventLevel Level)
{
    /// <summary>It ends what was told as a warning or an error, or does something to a trainer: journalctl -p notice shows it with those.</summary>
    public bool IsNotice { get; private init; }

    public static readonly EventKind AgentStarted = new("agent-started", "a2d46039ebdb4ef2abe4334aede4826b", "started", LogEventLevel.Information);
    public static readonly EventKind AgentReady = new("agent-ready", "d2e669641b2c474ea23b9fb7b63759ef", "ready", LogEventLevel.Information);
    public static readonly EventKind AgentReloaded = new("agent-reloaded", "5066fe2715574498ba51baf5a5c17706", "reloaded", LogEventLevel.Information);
    public static readonly EventKind AgentStopping = new("agent-stopping", "74a345b3d14d4f959dedb9f02fb3e056", "stopping", LogEventLevel.Information);
    public static readonly EventKind AgentStuck = new("agent-stuck", "136b65c020c54e5b84604d0849ad8c9e", "stuck", LogEventLevel.Error);
    public static readonly EventKind StatusUnwritable = new("status-unwritable", "a081aac7b9ce490fafc7255e4566f2aa", "no status file", LogEventLevel.Warning);

    public static readonly EventKind SettingsMissing = new("settings-missing", "c935b87e4f644334921a48bace808969", "not configured", LogEventLevel.Warning);
    public static readonly EventKind SettingsLoaded = new("settings-loaded", "631ff2b5276549fb9de58553e717f711", "settings loaded", LogEventLevel.Information);
    public static readonly EventKind SettingsInvalid = new("settings-invalid", "a29ef8f61c9c4b1bbc768b25c1b33dc5", "settings invalid", LogEventLevel.Error);
    public static readonly EventKind SettingsValidAgain = new("settings-valid-again", "78867edabe4d4f6a9431b83af18a6123", "settings valid", LogEventLevel.Information) { IsNotice = true };

    public static readonly EventKind FindingOpened = new("opened", "230621f5397f4207a94f1828d8c10d89", "drift opened", LogEventLevel.Error);
    public static readonly EventKind FindingStill = new("still", "787949ebc9104df89a34e50d9641dc24", "drift still", LogEventLevel.Error);
    public static readonly EventKind FindingCleared = new("cleared", "73a2c7ac647a44268b8f36cfef5fc712", "drift cleared", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind CheckBlind = new("blind", "0ac24961f6af46c19d7f94913de5b019", "could not look", LogEventLevel.Warning);
    public static readonly EventKind CheckSeesAgain = new("sees-again", "d73f91ebfb7a4c83b52f8d5941d86784", "looks again", LogEventLevel.Information) { IsNotice = true };

    public static readonly EventKind ApplyPlanned = new("apply-planned", "f96e4ed1e7f14b739b561011fad0f4c6", "apply planned", LogEventLevel.Information);
    public static readonly EventKind ApplyHeld = new("apply-held", "6fd42269a3224d758f3c955ce6f0ea44", "apply held", LogEventLevel.Warning);
    public static readonly EventKind ApplyStarted = new("apply-started", "2ba45bc6a12e4f82b33529316bacc464", "apply started", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind Applied = new("applied", "743be1713458462db3e801bee1020033", "applied", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind ApplyFailed = new("apply-failed", "87408bc17e8c466bb4f9689fedd9289b", "apply failed", LogEventLevel.Error);
    public static readonly EventKind ApplyBackingOff = new("apply-backing-off", "59f35e20a2194282bf680f056f17cbe5", "backing off", LogEventLevel.Warning);
    public static readonly EventKind ApplyGaveUp = new("apply-gave-up", "aa67bb5121f34ee1805eac3b08b8c333", "gave up", LogEventLevel.Error);

    public static readonly EventKind Paused = new("paused", "fa303427f6174bcc9b82b30bd84ca50e", "paused", LogEventLevel.Warning);
    public static readonly EventKind PauseUnclear = new("pause-unclear", "76ba711d0bfb4fdf9fc8b4c3aaeef1a8", "pause unclear", LogEventLevel.Error);
    public static readonly EventKind Resumed = new("resumed", "186479712db4478f8676fce6cd462dc9", "resumed", LogEventLevel.Information) { IsNotice = true };

    public static readonly EventKind Repaired = new("repaired", "42870ae5d3124275b49c0a980739694d", "repaired", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind RepairFailed = new("repair-failed", "d44cefdc2ebc4ddcadb0ed541c3fad43", "repair failed", LogEventLevel.Error);

    public static readonly EventKind TrainerStartedByHand = new("trainer-started", "c01966f980f24853835942b6aef1f7c7", "started by hand", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind TrainerStopped = new("trainer-stopped", "6e01804d8b604616b2910fe3d08631e6", "trainer stopped", LogEventLevel.Warning);
    public static readonly EventKind TrainerFailed = new("trainer-failed", "8abfa549047143129e00dfd42f8301a9", "trainer failed", LogEventLevel.Error);
    public static readonly EventKind TrainerMasked = new("trainer-masked", "c7a6a728c09642249d2614a554c3f3e8", "trainer masked", LogEventLevel.Warning);
    public static readonly EventKind TrainerUnmasked = new("trainer-unmasked", "177ce4f5bd25483ca288d618c82f9a82", "trainer unmasked", LogEventLevel.Information) { IsNotice = true };
    public static readonly EventKind BusLost = new("bus-lost", "b379c43369be49e58aea437886c34f7a", "bus lost", LogEventLevel.Warning);
    public static readonly EventKind BusBack = new("bus-back", "4db42b5573444ab8b17c04e0c539939a", "bus back", LogEventLevel.Information) { IsNotice = true };

    /// <summary>Every kind, for the message catalog.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
    [
        AgentStarted, AgentReady, AgentReloaded, AgentStopping, AgentStuck, StatusUnwritable, SettingsMissing, SettingsLoaded, SettingsInvalid, SettingsValidAgain,
        FindingOpened, FindingStill, FindingCleared, CheckBlind, CheckSeesAgain,
        ApplyPlanned, ApplyHeld, ApplyStarted, Applied, ApplyFailed, ApplyBackingOff, ApplyGaveUp,
        Paused, PauseUnclear, Resumed,
        Repaired, RepairFailed,
        TrainerStartedByHand, TrainerStopped, TrainerFailed, TrainerMasked, TrainerUnmasked, BusLost, BusBack,
    ];

    public static EventKind? ById(string? messageId) => All.FirstOrDefault(kind => kind.MessageId == messageId);
}
