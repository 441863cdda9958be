using SharpFuzz;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>A copy of this program whose agent, and Quartz's cron expressions, note each branch they take.</summary>
internal static class Instrumented
{
    private static readonly (string File, Func<string, bool> Classes)[] Parts =
    [
        ("hs-trainer-agent.dll", _ => true),
        ("Quartz.dll", name => name.Contains("CronExpression", StringComparison.Ordinal) || name.Contains("CronField", StringComparison.Ordinal)),
    ];

    /// <summary>Makes it in a folder; the path of the copy's program.</summary>
    public static string Make(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        foreach (var (file, classes) in Parts)
            Fuzzer.Instrument(Path.Combine(folder, file), classes, Options.Value);
        return Path.Combine(folder, "HsTrainerAgent.Fuzz.dll");
    }
}
