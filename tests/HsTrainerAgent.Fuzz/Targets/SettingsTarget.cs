using System.Text.Json.Nodes;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The settings file: valid settings that mean the same when they are written and read again, or errors that name a place in the file and quote none of it.</summary>
internal sealed class SettingsTarget : Target
{
    private readonly Scratch scratch = new("settings");
    private readonly HostPaths host;

    public SettingsTarget()
    {
        host = new HostPaths(scratch.Folder);
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "etc"));
        scratch.With("etc/hs-trainer-agent.token", Utf8(Samples.TokenText + "\n"));
    }

    public override string Name => "settings";

    public override Form Form => Form.Json;

    public override int Longest => 16 * 1024;

    public override double Share => 0.3;

    public override IEnumerable<byte[]> Seeds => [.. Seed.Files("Settings/", ".json"), .. Seed.Files("State/0.1.0/etc", ".json")];

    public override IReadOnlyList<string> Words =>
    [
        .. SettingsKeys.All.Select(path => $"\"{path.Split('.')[^1]}\": "), "//", "/*", "*/", ", // x\n", "\"/etc/hs-trainer-agent.token\"", "\"0 0 22 ? * MON-FRI\"", "\"0 0 0 31 2 ?\"",
        "\"30d\"", "\"1h30m\"", "\"/mnt/hs\"", "\"https://a.b:65535/x/\"", "\"http://[::1]\"", "\\u0000", "\\ud83d\\ude00", "{", "}", "[", "]", Samples.TokenText, "\ufeff",
    ];

    public override void Try(byte[] input)
    {
        var file = scratch.With("settings.json", input);
        var reading = SettingsFile.Read(file, host, Samples.Clock);
        ComplaintException.Unless(reading.Settings is null == reading.Errors.Count > 0, "settings and errors, or neither", $"{reading.Errors.Count} errors");
        var lines = Lines(input);
        foreach (var error in reading.Errors)
            Judge(error, file, lines);
        foreach (var note in reading.Notes)
            Telling(note, "a note");
        if (reading.Settings is { } settings)
            ReadsBack(settings);
    }

    private static void Judge(SettingsError error, string file, string[] lines)
    {
        Telling(error.ToString(), "an error");
        ComplaintException.Unless(error.File == file, "an error names another file", error.ToString());
        ComplaintException.Unless(error.Wrong.Length > 0 && error.Cure.Length > 0, "an error without fault or cure", error.ToString());
        ComplaintException.Unless(error.Key is null || error.Key.Length > 0, "an error with an empty key", error.ToString());
        ComplaintException.Unless(error.Line is null == error.Column is null, "a line without a column", error.ToString());
        if (error is { Line: { } line, Column: { } column })
        {
            ComplaintException.Unless(line >= 1 && line <= lines.Length, "a line outside of the file", $"{error} of {lines.Length} lines");
            ComplaintException.Unless(column >= 1 && column <= lines[line - 1].Length + 1, "a column outside of its line", $"{error} of {lines[line - 1].Length} characters");
        }
    }

    private static void Telling(string text, string what)
    {
        Messages.Actionable(what, text);
        Samples.NoPieceOfTheToken(what, text);
    }

    // Each byte at least one column: what is no UTF-8 is told by its byte.
    private static string[] Lines(byte[] input) => System.Text.Encoding.Latin1.GetString(input).Split('\n');

    private void ReadsBack(AgentSettings settings)
    {
        var shown = SettingsJson.Effective(settings);
        var node = JsonNode.Parse(shown)!;
        ComplaintException.Unless(node["application"]!["token"]!.GetValue<string>() == Secret.Shown, "show prints the token", "");
        if (settings.Application.TokenFile is null)
            node["application"]!["token"] = settings.Application.Token.Reveal();
        else
            node["application"]!.AsObject().Remove("token");
        var again = SettingsFile.Read(scratch.With("again.json", Utf8(node.ToJsonString())), host, Samples.Clock);
        ComplaintException.Unless(again.Settings is not null, "what show prints is refused", string.Join('\n', again.Errors));
        ComplaintException.Unless(SettingsJson.Effective(again.Settings!) == shown, "what show prints means something else", shown);
        ComplaintException.Unless(again.Settings!.Application.Token.Equals(settings.Application.Token), "the token is another one when it is read again", "");
    }
}
