using System.Text;
using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>Owner, mode and label of every folder on the way to what matters, as <c>namei -l</c> and <c>ls -dZ</c> show them; nothing is read below.</summary>
internal static class FoldersPart
{
    private static readonly string[] Always =
    [
        "/etc/hs-trainer-agent.json", "/var/lib/hs-trainer", "/var/lib/hs-trainer-agent", "/run/hs-trainer", "/run/hs-trainer-agent", "/run/hs-trainer-agent-broker.sock",
        "/usr/bin/hs-trainer-agent", "/tmp", "/var/tmp",
    ];

    public static Part Of(Scene scene) => Part.Of("folders.txt", "owners, modes and SELinux labels of the folders concerned, without their content", part =>
    {
        var walk = HostMounts.Read(scene.Host).Walk;
        var labels = new LabelReader();
        foreach (var path in Paths(scene).SelectMany(Way).Distinct().Order(StringComparer.Ordinal))
            part.Line(Line(walk, labels, path));
    });

    private static IEnumerable<string> Way(string path)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, steps.Length + 1).Select(depth => "/" + string.Join('/', steps[..depth]));
    }

    private static IEnumerable<string> Paths(Scene scene)
    {
        foreach (var trainer in scene.Trainers)
        {
            if (Layout.For(trainer.Version, trainer.Path, out _) is { } layout)
                foreach (var folder in (string[])[layout.MediaPath, layout.DatabasePath])
                    yield return folder;
            else
                yield return Layout.Normal(trainer.Path);
            yield return trainer.Bundle.TrimEnd('/') + "/run.sh";
            yield return trainer.Bundle.TrimEnd('/') + "/.env";
        }
        foreach (var path in Always)
            yield return path;
        if (scene.Settings is not { Application: var application })
            yield break;
        if (application.TokenFile is { } tokenFile)
            yield return tokenFile;
        foreach (var (_, file) in application.Tls.ConnectionFiles())
            yield return file;
    }

    private static string Line(PathWalk walk, LabelReader labels, string path)
    {
        var place = walk.To(path);
        if (place.Inode is not { } inode)
            return $"{"-",-6} {"-",-13} {"-",-40} {UnixText.Shown(path)}: {(place.State == PlaceState.Missing ? "is not there" : place.WhyNotLooked())}";
        var label = labels.Of(UnixText.ToCString(place.Here), out var error);
        var shown = error != Errno.None ? error.Words : label.IsEmpty ? "no label" : Encoding.UTF8.GetString(label.TrimEnd((byte)0));
        return $"{inode.Mode,-6} {inode.Ownership,-13} {shown,-40} {UnixText.Shown(path)}{(place.Real != path ? $" -> {UnixText.Shown(place.Real)}" : "")}"
            + (inode.Kind is InodeKind.Folder && path != "/" ? "/" : "");
    }
}
