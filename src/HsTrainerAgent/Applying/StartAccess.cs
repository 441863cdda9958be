using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Refuses what would run as root at somebody else's word: settings, token, bundle or script that another user may write, themselves or a folder above them.</summary>
internal static class StartAccess
{
    public const string Script = "run.sh";

    /// <summary>What is open to whom, with the cure, or null.</summary>
    public static string? Fault(HostPaths host, string settingsFile, AgentSettings settings, TrainerSettings trainer)
    {
        var bundle = host.Follow(trainer.Bundle);
        if (!Directory.Exists(bundle))
            return $"{trainer.Bundle} is missing: unpack the bundle there, or correct trainers[].bundle";
        if (!File.Exists(Path.Combine(bundle, Script)))
            return $"{trainer.Bundle}/{Script} is missing: unpack the bundle again";
        var files = new List<(string Path, string Shown)> { (settingsFile, settingsFile), (bundle, trainer.Bundle), (Path.Combine(bundle, Script), $"{trainer.Bundle}/{Script}") };
        if (settings.Application.TokenFile is { } token)
            files.Add((host.Follow(token), token));
        foreach (var (path, shown) in files)
        {
            if (WriteAccess.OpenToOthers(path, shown) is { } open)
                return $"{shown} {open.How}: chown root {ShellText.Quote(open.Place)} && chmod go-w {ShellText.Quote(open.Place)}";
        }
        return null;
    }
}
