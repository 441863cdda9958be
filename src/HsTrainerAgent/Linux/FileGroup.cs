using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>Gives an open file to a group of the host.</summary>
internal static class FileGroup
{
    /// <summary>The group's id in the host's <c>/etc/group</c>, or null when it is not there.</summary>
    public static int? Find(HostPaths host, string group)
    {
        var file = WholeFile.Read(host.Below("/etc/group"), limit: 16 << 20);
        foreach (var line in System.Text.Encoding.UTF8.GetString(file.Bytes).Split('\n'))
        {
            if (line.Split(':') is [var name, _, var id, ..] && name == group && int.TryParse(id, out var number))
                return number;
        }
        return null;
    }

    /// <summary>False when the system refuses it.</summary>
    public static bool TrySet(SafeFileHandle file, int group) => Libc.fchown(file, -1, group) == 0;
}
