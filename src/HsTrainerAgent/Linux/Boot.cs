namespace HsTrainerAgent.Linux;

/// <summary>Tells this boot of the machine from every other.</summary>
internal static class Boot
{
    public static string Id { get; } = Read();

    private static string Read()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
