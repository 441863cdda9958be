using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Cuts a script's output into lines with the token, in any of its forms, replaced by <c>***</c>, however the output is split into reads.</summary>
internal sealed class Redactor
{
    /// <summary>A line longer than this, in bytes, is told in pieces.</summary>
    public const int LongestLine = 16 * 1024;

    private readonly byte[][] forms;
    private readonly int longestForm;
    private readonly List<byte> pending = [];

    public Redactor(Secret token)
    {
        forms = [.. token.RevealForms().Select(Encoding.UTF8.GetBytes)];
        longestForm = forms.Length == 0 ? 0 : forms.Max(form => form.Length);
    }

    /// <summary>The lines that these bytes complete.</summary>
    public IReadOnlyList<string> Feed(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var room = LongestLine + longestForm - pending.Count;
            var take = Math.Min(end < 0 ? bytes.Length : end, room);
            pending.AddRange(bytes[..take]);
            bytes = bytes[take..];
            if (!bytes.IsEmpty && bytes[0] == (byte)'\n')
            {
                bytes = bytes[1..];
                lines.Add(Take(pending.Count));
            }
            else if (pending.Count >= LongestLine + longestForm)
            {
                lines.Add(Take(SafeCut()));
            }
        }
        return lines;
    }

    /// <summary>What stands after the last line break, or null.</summary>
    public string? Rest() => pending.Count == 0 ? null : Take(pending.Count);

    // A cut through an occurrence of the token would tell both its halves: cut before it instead.
    private int SafeCut()
    {
        var buffer = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending);
        var cut = LongestLine;
        foreach (var form in forms)
        {
            for (var start = Math.Max(1, cut - form.Length + 1); start < cut; start++)
            {
                if (buffer[start..].StartsWith(form))
                    cut = start;
            }
        }
        return cut;
    }

    private string Take(int count)
    {
        var line = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending)[..count].ToArray();
        pending.RemoveRange(0, count);
        foreach (var form in forms)
            line = Replace(line, form);
        // An escape sequence in a log can move the reader's cursor or set the terminal's title; a tab is layout.
        return string.Join('\t', Encoding.UTF8.GetString(line).TrimEnd('\r').Split('\t').Select(Printable.Line));
    }

    private static byte[] Replace(byte[] line, byte[] form)
    {
        if (line.AsSpan().IndexOf(form) < 0)
            return line;
        var clean = new List<byte>(line.Length);
        ReadOnlySpan<byte> rest = line;
        for (int at; (at = rest.IndexOf(form)) >= 0; rest = rest[(at + form.Length)..])
        {
            clean.AddRange(rest[..at]);
            clean.AddRange("***"u8);
        }
        clean.AddRange(rest);
        return [.. clean];
    }
}
