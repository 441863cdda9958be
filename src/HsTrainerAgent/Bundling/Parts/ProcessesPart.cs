using HsTrainerAgent.Bundling.Sources;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The processes that are ours or a trainer's: their command lines without the token, and for the agent's own state, limits and open files.</summary>
internal static class ProcessesPart
{
    private const int Most = 200;

    public static Part Of(Scene scene) => Part.Of("processes.txt", "our processes and those of run.sh, with their limits", part =>
    {
        foreach (var (pid, arguments) in RunningScripts.All(scene.Host).Where(IsOurs).Take(Most))
        {
            part.Heading($"process {pid}");
            part.Field("command line", string.Join(' ', RunningScripts.Shown(arguments)));
            if (ProcessTable.Find(pid) is { } process && scene.Host.IsRunningHost)
                part.Field("parent, state", $"{process.Parent}, {process.State}");
            foreach (var name in (string[])["status", "limits", "cgroup"])
                part.File($"/proc/{pid}/{name}", WholeFile.Read(scene.Host.Below($"/proc/{pid}/{name}"), 64 * 1024));
            part.Field("open files", OpenFiles(scene.Host.Below($"/proc/{pid}/fd")));
        }
    });

    private static bool IsOurs((int Pid, string[] Arguments) process) =>
        process.Pid != Environment.ProcessId && process.Arguments.Take(3).Any(word => word.EndsWith("hs-trainer-agent", StringComparison.Ordinal) || word.EndsWith("run.sh", StringComparison.Ordinal));

    private static string OpenFiles(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Count().ToString();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "cannot be counted";
        }
    }
}
