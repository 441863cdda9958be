using System.Globalization;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>The memory that the host's kernel has for itself and its programs, from <c>MemTotal</c> of <c>/proc/meminfo</c>.</summary>
internal static class MemoryTotal
{
    private const string File = "/proc/meminfo";

    /// <returns>In bytes, or null and why.</returns>
    public static long? Read(HostPaths host, out string? why)
    {
        var file = WholeFile.Read(host.Follow(File), limit: 64 * 1024);
        if (file.Wrong is { } wrong)
        {
            why = $"{File} {wrong}";
            return null;
        }
        var total = Parse(Encoding.UTF8.GetString(file.Bytes));
        why = total is null ? $"{File} holds no MemTotal in kB" : null;
        return total;
    }

    private static long? Parse(string meminfo) =>
        meminfo.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .FirstOrDefault(words => words is ["MemTotal:", _, "kB"]) is [_, var number, _]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) && kilobytes < long.MaxValue / 1024
            ? kilobytes * 1024 : null;
}
