using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Refuses what would run as root at somebody else's word: settings, token, bundle or script that another user may write, themselves or a folder above them.</summary>
internal static class StartAccess
{
    public const string Script = "run.sh";

    /// <summary>What is open to whom, with the cure, or null.</summary>
    /// <param name="runsAs">The user that run.sh will run as.</param>
    public static string? Fault(HostPaths host, string settingsFile, AgentSettings settings, TrainerSettings trainer, uint runsAs)
    {
        var script = $"{trainer.Bundle}/{Script}";
        var walk = new PathWalk(host.Root);
        if (Missing(walk.To(trainer.Bundle), InodeKind.Folder, "unpack the bundle there, or correct trainers[].bundle") is { } noBundle)
            return noBundle;
        if (Missing(walk.To(script), InodeKind.File, "unpack the bundle again") is { } noScript)
            return noScript;
        var files = new List<(HostPaths Host, string Path)> { (host.Owner(settingsFile), host.Named(Path.GetFullPath(settingsFile))), (host, trainer.Bundle), (host, script) };
        if (settings.Application.TokenFile is { } token)
            files.Add((host, token));
        foreach (var (owner, path) in files)
        {
            if (WriteAccess.OpenToOthers(owner, path, out var unknown, runsAs) is { } open)
                return $"{path} {open.How}: {open.Cure}";
            if (unknown is not null)
                return $"who may write {path} cannot be told: {unknown}";
        }
        return null;
    }

    private static string? Missing(Place place, InodeKind wanted, string cure) => place switch
    {
        { State: PlaceState.Unknown } => place.Why,
        { State: PlaceState.Missing } when Veil.Over(place.Here) is { } hidden => $"{place.Path} {Veil.Words(hidden)}; keep the bundle elsewhere, in /opt for example",
        { State: PlaceState.Missing } => $"{place.Path} is missing: {cure}",
        { Inode: { } inode } when inode.Kind != wanted => $"{place.Path} is {inode.What}: {cure}",
        _ => null,
    };
}
