using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings.Keys;
using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings;

/// <summary>The settings file to begin with: the values that must be filled in, and every other key as a comment with its default.</summary>
internal static class StarterFile
{
    private const int Width = 110;
    private const string Group = "hs-trainer-agent";

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    public static string Text()
    {
        var text = new StringBuilder("""
            // Settings of hs-trainer-agent. Fill in what is "", then run: hs-trainer-agent settings check
            // A key that is commented out shows its default, or an example (e.g.) where the default is nothing.
            // Durations: "90s", "5m", "1h30m", "2d". Comments and trailing commas are allowed.
            {

            """.ReplaceLineEndings("\n"));
        foreach (var key in SettingsKeys.Group.Keys)
            Append(text, key, "  ");
        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, Key key, string indent)
    {
        foreach (var line in Wrapped(key.Limit is null ? key.Description : $"{key.Description} {key.Limit}", Width - indent.Length))
            text.Append(indent).Append("// ").Append(line).Append('\n');
        var open = key.Kind.Keys.Count > 0 && (!key.Kind.IsList || key.Asked);
        text.Append(indent);
        if (open)
        {
            var (begin, end) = key.Kind.IsList ? ("[{", "}]") : ("{", "}");
            text.Append($"\"{key.Name}\": {begin}\n");
            foreach (var below in key.Kind.Keys)
                Append(text, below, indent + "  ");
            text.Append(indent).Append(end).Append(",\n");
        }
        else if (key.Kind is AnythingKind)
            text.Append($"\"{key.Name}\": \"{SettingsJson.SchemaUri}\",\n");
        else if (key.Asked)
            text.Append($"\"{key.Name}\": \"\",\n");
        else if (key.Absent == Absent.Default && key.Default is { } value)
            text.Append($"// \"{key.Name}\": {value.ToJsonString()},{(key.Example is null ? "" : $" // e.g. {key.Example}")}\n");
        else
            text.Append($"// \"{key.Name}\": {key.Example ?? "null"}, // e.g.\n");
    }

    /// <summary>Writes a new file, readable by its owner and the agent's group; throws an <see cref="IOException"/> when there is one already, which stays as it is.</summary>
    /// <returns>Whether the file belongs to the agent's group; false also where the host has no such group.</returns>
    public static bool Write(string file, HostPaths host)
    {
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Mode,
        });
        var written = false;
        try
        {
            File.SetUnixFileMode(stream.SafeFileHandle, Mode); // whatever the umask
            stream.Write(Encoding.UTF8.GetBytes(Text()));
            stream.Flush(flushToDisk: true);
            written = true;
            return FileGroup.Find(host, Group) is { } group && FileGroup.TrySet(stream.SafeFileHandle, group);
        }
        finally
        {
            if (!written)
                File.Delete(file);
        }
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }
}
