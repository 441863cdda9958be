using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>Writes a path as the regular expression that file_contexts(5) and semanage-fcontext(8) want; neither takes spaces or bytes beyond ASCII.</summary>
internal static class FileContextsText
{
    public static string Expression(string path)
    {
        var text = new StringBuilder(path.Length + 16);
        // In brackets: what stands before the first such sign libselinux compares as it is written.
        foreach (var part in UnixText.ToBytes(path))
            _ = part is > 0x20 and < 0x7f ? (@".^$?*+|[](){}\".Contains((char)part) ? text.Append('\\') : text).Append((char)part) : text.Append($"[\\x{part:x2}]");
        return text.ToString();
    }
}
