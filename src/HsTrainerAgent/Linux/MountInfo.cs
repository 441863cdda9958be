using System.Globalization;

namespace HsTrainerAgent.Linux;

/// <summary>Parses mountinfo (proc_pid_mountinfo(5)): octal escapes (also of a comma within an option), any number of optional fields, empty fields.</summary>
internal static class MountInfo
{
    /// <exception cref="FormatException">A line is not mountinfo; the message has its number.</exception>
    public static IReadOnlyList<Mount> Parse(ReadOnlySpan<byte> bytes)
    {
        var mounts = new List<Mount>();
        var number = 0;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            number++;
            if (bytes[line].Length > 0)
                mounts.Add(Line(bytes[line]) ?? throw new FormatException($"line {number} of mountinfo cannot be read"));
        }
        return mounts;
    }

    private static Mount? Line(ReadOnlySpan<byte> line)
    {
        var (raw, fields) = Fields(line);
        var dash = fields.IndexOf("-", 6);
        return dash >= 0 && fields.Count >= dash + 3
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var id) && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent)
            ? new Mount(id, parent, fields[2], fields[3], fields[4], fields[5].Split(','), fields[6..dash],
                fields[dash + 1], fields[dash + 2], dash + 3 < raw.Count ? OptionsOf(line[raw[dash + 3]]) : [])
            : null;
    }

    // Split before unescaping: an escaped space is part of a field. The source may be empty: two spaces in a row.
    private static (List<Range> Raw, List<string> Fields) Fields(ReadOnlySpan<byte> line)
    {
        var (raw, fields) = (new List<Range>(), new List<string>());
        foreach (var field in line.Split((byte)' '))
        {
            raw.Add(field);
            fields.Add(UnixText.FromBytes(Unescaped(line[field])));
        }
        return fields.Count >= 6 ? (raw, fields) : (raw, [.. fields, "", "", "", "", "", ""]);
    }

    // The kernel escapes a comma within a value (seq_show_option), as in an overlay's folders.
    private static List<string> OptionsOf(ReadOnlySpan<byte> field)
    {
        var options = new List<string>();
        foreach (var option in field.Split((byte)','))
            options.Add(UnixText.FromBytes(Unescaped(field[option])));
        return options;
    }

    private static byte[] Unescaped(ReadOnlySpan<byte> field)
    {
        var bytes = new List<byte>(field.Length);
        for (var at = 0; at < field.Length; at++)
        {
            if (field[at] == '\\' && at + 3 < field.Length && IsOctal(field[at + 1]) && IsOctal(field[at + 2]) && IsOctal(field[at + 3]))
            {
                bytes.Add((byte)(((field[at + 1] - '0') << 6) | ((field[at + 2] - '0') << 3) | (field[at + 3] - '0')));
                at += 3;
            }
            else
            {
                bytes.Add(field[at]);
            }
        }
        return [.. bytes];
    }

    private static bool IsOctal(byte digit) => digit is >= (byte)'0' and <= (byte)'7';
}
