using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Repairing;

/// <summary>The content that an <c>.env</c> file has after the storage check's cure of one finding: byte for byte what its commands make of it.</summary>
internal static class EnvironmentEdit
{
    /// <summary>The whole file where there was none.</summary>
    public static byte[] New(DesiredEnvironment desired) => Lines([.. desired.PathLines, .. desired.TlsLines]);

    /// <summary>Null when the file needs no cure for that any more.</summary>
    public static byte[]? After(string code, DesiredEnvironment desired, byte[] content)
    {
        var seen = EnvFile.Parse(content);
        if (EnvironmentDrift.Between(desired, seen).All(finding => finding.Code != code))
            return null;
        if (code == EnvironmentKinds.NotEmpty.Code)
            return desired.Tls.Count == 0 ? [] : Kept(content, seen, line => IsRemark(line) || Sets(line, desired.TlsNames, IsBlank));
        if (code == EnvironmentKinds.Path.Code)
            return Set(content, seen, ["HS_PATH"], desired.PathLines);
        var wrong = desired.Tls.Where(pair => seen.ValueOf(pair.Key) != pair.Value).ToList();
        return Set(content, seen, [.. wrong.Select(pair => pair.Key)], [.. wrong.Select(pair => $"{pair.Key}={ShellText.Quote(pair.Value)}")]);
    }

    private static byte[] Set(byte[] content, EnvFile seen, IReadOnlyList<string> names, IReadOnlyList<string> lines)
    {
        // What a shell would not read as an assignment is nobody's to remove.
        var assigned = seen.Assignments.Any(assignment => names.Contains(assignment.Name));
        var kept = Kept(content, seen, line => !assigned || !Sets(line, names, IsSpace));
        ReadOnlySpan<byte> end = kept.Length == 0 || kept[^1] == '\n' ? [] : "\n"u8;
        return [.. kept, .. end, .. Lines(lines)];
    }

    // As sed does it: line by line, and what lacked a newline at its end still lacks it.
    private static byte[] Kept(byte[] content, EnvFile seen, Func<ReadOnlySpan<byte>, bool> isKept)
    {
        var rest = content.AsSpan(EnvFile.MarksOf(content));
        var kept = new List<byte>(rest.Length);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (seen.HasCarriageReturns)
                line = line.TrimEnd((byte)'\r');
            if (!isKept(line))
                continue;
            kept.AddRange(line);
            if (end >= 0)
                kept.Add((byte)'\n');
        }
        return [.. kept];
    }

    private static bool IsRemark(ReadOnlySpan<byte> line) => Started(line, IsBlank) is [] or [(byte)'#', ..];

    private static bool Sets(ReadOnlySpan<byte> line, IReadOnlyList<string> names, Func<byte, bool> isSpace)
    {
        line = Started(line, isSpace);
        if (line.StartsWith("export"u8) && line.Length > 6 && isSpace(line[6]))
            line = Started(line[6..], isSpace);
        var end = line.IndexOf((byte)'=');
        return end > 0 && names.Contains(UnixText.FromBytes(line[..end]));
    }

    private static ReadOnlySpan<byte> Started(ReadOnlySpan<byte> line, Func<byte, bool> isSpace)
    {
        while (!line.IsEmpty && isSpace(line[0]))
            line = line[1..];
        return line;
    }

    // [ \t]
    private static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t';

    // [[:space:]]
    private static bool IsSpace(byte letter) => letter is (byte)' ' or (>= 9 and <= 13);

    private static byte[] Lines(IReadOnlyList<string> lines) => UnixText.ToBytes(string.Concat(lines.Select(line => line + "\n")));
}
