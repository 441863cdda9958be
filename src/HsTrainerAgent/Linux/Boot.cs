namespace HsTrainerAgent.Linux;

/// <summary>Tells this boot of the machine, or this start of the container, from every other.</summary>
internal static class Boot
{
    /// <summary>The kernel's boot id and, where it may be seen, the start time of process 1, which a container's restart changes; empty when neither is known.</summary>
    public static string Id { get; } = Read();

    /// <summary>Whether two ids can be of the same boot: one that lacks the start time of process 1 is judged by the rest.</summary>
    public static bool Same(string one, string other)
    {
        var (first, second) = (one.Split(':'), other.Split(':'));
        return first[0] == second[0] && (first.Length == 1 || second.Length == 1 || first[1] == second[1]);
    }

    private static string Read()
    {
        try
        {
            var id = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return ProcessTable.Find(1) is { } first ? $"{id}:{first.Start}" : id;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
