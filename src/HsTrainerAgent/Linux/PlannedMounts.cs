using System.Text;

namespace HsTrainerAgent.Linux;

/// <summary>Tells a volume that is configured and not mounted: what is made at its mount point lies on the wrong disk, and is hidden once it is mounted.</summary>
internal static class PlannedMounts
{
    private const string Table = "/etc/fstab";
    private const int Most = 1024 * 1024;

    /// <summary>The mount point, of fstab(5) or of a unit that an operator wrote (systemd.mount(5)), on the way to a path at which nothing is mounted; null when there is none.</summary>
    /// <param name="path">The host's own path without symlinks.</param>
    /// <exception cref="IOException">fstab is there and cannot be read.</exception>
    public static string? Missing(HostPaths host, HostMounts mounts, string path)
    {
        var content = WholeFile.Read(host.Follow(Table), Most);
        if (content.Problem is not (FileProblem.None or FileProblem.Missing))
            throw new IOException($"{Table} {content.Wrong}");
        var planned = Points(content.Bytes);
        for (var end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            var point = end < 0 ? path : path[..end];
            if ((planned.Contains(point) || HasUnit(host, point)) && !mounts.IsMountPoint(point))
                return point;
            if (end < 0)
                return null;
        }
    }

    private static HashSet<string> Points(byte[] table)
    {
        var points = new HashSet<string>();
        foreach (var line in UnixText.FromBytes(table).Split('\n'))
        {
            if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [[not '#', ..], ['/', ..] point, ..])
                points.Add("/" + string.Join('/', Unescaped(point).Split('/', StringSplitOptions.RemoveEmptyEntries)));
        }
        return points;
    }

    // As getmntent(3) has it.
    private static string Unescaped(string point) =>
        point.Replace(@"\040", " ", StringComparison.Ordinal).Replace(@"\011", "\t", StringComparison.Ordinal).Replace(@"\134", @"\", StringComparison.Ordinal);

    // Those in /usr/lib come with packages and are mounted on demand; what generators make of fstab is known already.
    private static bool HasUnit(HostPaths host, string point) =>
        RegularFile.Look(host.Follow("/etc/systemd/system/" + UnitName(point)), out _, out _) || RegularFile.Look(host.Follow("/run/systemd/system/" + UnitName(point)), out _, out _);

    // systemd.unit(5), "String Escaping for Inclusion in Unit Names". A masked unit leads to /dev/null, which is no regular file.
    private static string UnitName(string point)
    {
        var name = new StringBuilder();
        foreach (var letter in UnixText.ToBytes(point[1..]))
            name.Append(letter == '/' ? "-" : char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)':' or (byte)'_' || (letter == '.' && name.Length > 0) ? ((char)letter).ToString() : $"\\x{letter:x2}");
        return name.Append(".mount").ToString();
    }
}
