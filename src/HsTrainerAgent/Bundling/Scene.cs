using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling;

/// <summary>What a bundle is made of: a host, running or below a root, and its settings as far as they can be read.</summary>
/// <param name="SettingsFile">A path on this machine.</param>
internal sealed record Scene(HostPaths Host, string SettingsFile, SettingsReading Reading, TimeProvider Clock)
{
    public AgentSettings? Settings => Reading.Settings;

    public IReadOnlyList<TrainerSettings> Trainers => Settings?.Trainers ?? [];

    /// <summary>False, after the part has said so, where only a running host could answer.</summary>
    public bool Runs(PartWriter part)
    {
        if (!Host.IsRunningHost)
            part.CouldNotLook("--root names a host that does not run here");
        return Host.IsRunningHost;
    }

    /// <summary>A file of the host under a heading of its own.</summary>
    public void File(PartWriter part, string hostPath, int limit = 256 * 1024)
    {
        part.Heading(hostPath);
        part.File(hostPath, WholeFile.Read(Host.Follow(hostPath), limit));
    }
}
