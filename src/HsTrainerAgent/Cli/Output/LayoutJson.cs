using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HsTrainerAgent.Article;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A layout as JSON for programs, ending with a newline.</summary>
internal static class LayoutJson
{
    public static string Of(Layout layout)
    {
        var json = new JsonObject
        {
            ["version"] = layout.Version,
            ["path"] = layout.Path,
            ["media"] = new JsonObject { ["path"] = layout.MediaPath, ["owner"] = Layout.MediaOwner },
            ["database"] = new JsonObject { ["path"] = layout.DatabasePath },
            ["environment"] = Texts(layout.Environment),
            ["labels"] = new JsonArray([.. layout.Labels.Select(rule =>
                (JsonNode)new JsonObject { ["path"] = rule.Path, ["type"] = rule.Type, ["recursive"] = rule.Recursive })]),
            ["commands"] = Texts(layout.Commands),
        };
        using var buffer = new MemoryStream();
        // Relaxed: the output is no HTML, and '>>' should be read as it is pasted.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
