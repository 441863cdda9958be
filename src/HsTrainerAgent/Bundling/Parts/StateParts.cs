using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>What the agent and its units have written down: the report, records, attempts, runs, refusals, repairs, the pause.</summary>
/// <remarks>Never through a symlink: the daemon's user may put one into its folders that leads root to what only root may read.</remarks>
internal static class StateParts
{
    private const int Largest = 128 * 1024;
    private const int Most = 256;

    private static readonly string[] Folders = ["/var/lib/hs-trainer", "/var/lib/hs-trainer-agent", "/run/hs-trainer"];

    private static readonly string[] Ours = [".json", ".refused", ".repair", ".guard"];

    public static Part Status(Scene scene) => Part.Of("status.json", "what the daemon knows, as it wrote it",
        part => part.File("/run/hs-trainer-agent/status.json", WholeFile.Read(scene.Host.Follow("/run/hs-trainer-agent") + "/status.json", 4 << 20, follow: false))) with
    {
        Limit = 1 << 20,
    };

    public static Part Pause(Scene scene) => Part.Of("pause.json", "the pause that an operator asked for, if there is one", part =>
        part.File("/var/lib/hs-trainer/.pause.json", WholeFile.Read(scene.Host.Follow("/var/lib/hs-trainer/.pause.json"), Largest)));

    public static Part Trainers(Scene scene) => Part.Of("trainers.txt", "applied records, attempts, runs, refusals, repairs of each trainer", part =>
    {
        foreach (var folder in Folders)
        {
            part.Heading(folder);
            var here = scene.Host.Follow(folder);
            if (!Directory.Exists(here))
            {
                part.Line("is not there, or may not be entered");
                continue;
            }
            foreach (var file in Directory.EnumerateFiles(here).Order(StringComparer.Ordinal).Take(Most))
            {
                var inode = Inode.Of(file, out var error);
                var name = Path.GetFileName(file);
                part.Line();
                part.Line(inode is null ? $"{UnixText.Shown(name)}: {error}" : $"{UnixText.Shown(name)}  {inode.Mode} {inode.Ownership}");
                if (Ours.Any(name.EndsWith) && name != ".pause.json")
                {
                    part.File(name, WholeFile.Read(file, Largest, follow: false));
                    part.Line();
                }
            }
        }
    });
}
