using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>An applied record is there and cannot be understood: whether the trainer was applied is not known, which is no reason to run run.sh again.</summary>
internal sealed class DamagedRecordException(string path) : IOException($"{path} is damaged")
{
    /// <summary>The same for an operator, with the cure: commands that act on this very host.</summary>
    /// <param name="settingsFile">The one that the trainer is of; null for the host's own.</param>
    public static string Words(HostPaths host, string trainer, string? settingsFile)
    {
        var same = (settingsFile is null || settingsFile == host.Settings ? "" : $" --settings {ShellText.Quote(settingsFile)}")
            + (host.IsRunningHost ? "" : $" --root {ShellText.Quote(host.Root)}");
        return $"{Fact(host, trainer)}, so that it is not known what {trainer} was applied with; "
            + $"if it runs with these settings: hs-trainer-agent adopt {trainer}{same}, else: hs-trainer-agent apply --force {trainer}{same}";
    }

    /// <summary>Names the record as the host does.</summary>
    public static string Fact(HostPaths host, string trainer) => $"{host.Named(host.AppliedRecord(trainer))} is damaged";
}
