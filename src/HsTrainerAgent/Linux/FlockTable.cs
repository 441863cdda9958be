using System.Globalization;

namespace HsTrainerAgent.Linux;

/// <summary>The locks of flock(2) that are held on this machine, as <c>/proc/locks</c> has them (proc_locks(5)); everybody may read it, also of processes that are hidden from him.</summary>
internal static class FlockTable
{
    private const string Table = "/proc/locks";

    /// <summary>The kernel hands a long table out in pieces: a lock given back between two of them hides another.</summary>
    private const int Looks = 3;

    /// <summary>Whether the process holds the lock on a file; false when that cannot be told.</summary>
    /// <param name="inode">The file's inode number; 0 is no file's.</param>
    public static bool Holds(int pid, ulong inode)
    {
        try
        {
            for (var look = 0; inode != 0 && look < Looks; look++)
            {
                if (Holds(File.ReadAllText(Table), pid, inode))
                    return true;
            }
            return false;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <param name="table">Lines as in <c>1: FLOCK  ADVISORY  WRITE 708 00:1a:642 0 EOF</c>; one that waits for the lock has <c>-></c> before its type.</param>
    public static bool Holds(string table, int pid, ulong inode)
    {
        foreach (var line in table.AsSpan().EnumerateLines())
        {
            if (line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "FLOCK", _, _, var holder, var file, ..]
                && int.TryParse(holder, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known == pid
                && ulong.TryParse(file[(file.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == inode)
                return true;
        }
        return false;
    }
}
