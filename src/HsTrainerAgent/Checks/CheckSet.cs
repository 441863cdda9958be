using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Checks.Host;
using HsTrainerAgent.Checks.SeLinux;
using HsTrainerAgent.Checks.SettingsFiles;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Checks.Trainer;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Checks;

/// <summary>Every check there is, always in the same order.</summary>
internal static class CheckSet
{
    /// <param name="settingsFile">A path on this machine, taken as given.</param>
    /// <param name="bus">To process 1, for the trainers' units; null where there are none.</param>
    public static IReadOnlyList<ICheck> For(string settingsFile, SystemBus? bus = null) =>
        [new StorageCheck(), new SeLinuxCheck(), new ApiCheck(), new TrainerCheck(bus), new HostCheck(), new SettingsFilesCheck(settingsFile, bus is null ? null : 0)];

    /// <summary>The checks for what they are called and can find.</summary>
    public static IReadOnlyList<ICheck> Known { get; } = For("/etc/hs-trainer-agent.json");

    public static IEnumerable<FindingKind> Kinds => Known.SelectMany(check => check.Kinds);
}
