using System.Globalization;
using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>One process as <c>/proc/PID/stat</c> has it; pid and start time together name it for as long as the machine is up.</summary>
/// <param name="Start">Clock ticks after boot.</param>
internal readonly record struct ProcessEntry(int Pid, int Parent, int Session, ulong Start, char State)
{
    /// <summary>Neither a zombie nor dead.</summary>
    public bool IsAlive => State is not ('Z' or 'X' or 'x');
}

/// <summary>Reads the machine's processes; always the running kernel's, also under <c>--root</c>.</summary>
internal static class ProcessTable
{
    public static ProcessEntry? Find(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static bool IsAlive(int pid, ulong start) => Find(pid) is { IsAlive: true } process && process.Start == start;

    public static IReadOnlyList<ProcessEntry> All()
    {
        var all = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Find(pid) is { } process)
                all.Add(process);
        }
        return all;
    }

    /// <summary>Whether the process was started with <c>NAME=value</c> in its environment; false where it may not be read.</summary>
    public static bool HasEnvironment(int pid, string assignment)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{pid}/environ").AsSpan();
            var wanted = Encoding.UTF8.GetBytes(assignment + "\0");
            var at = environment.IndexOf(wanted);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The command's name stands in parentheses and may hold spaces and parentheses itself: the fields begin after the last one.
    private static ProcessEntry? Parse(int pid, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null : new ProcessEntry(
            pid,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            ulong.Parse(fields[19], CultureInfo.InvariantCulture),
            fields[0][0]);
    }
}
