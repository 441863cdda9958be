using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Settings;

/// <summary>The settings and their schema as JSON text for programs and editors.</summary>
internal static class SettingsJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Nothing of this goes into HTML: <, > and letters of any language stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where the packages install the schema.</summary>
    public const string SchemaUri = "file:///usr/share/hs-trainer-agent/hs-trainer-agent.schema.json";

    /// <summary>Everything in force with each default filled in, in the form of the settings file; the token as <c>***</c>.</summary>
    public static string Effective(AgentSettings settings) => Text(SettingsKeys.Group.Write(settings));

    /// <summary>The JSON Schema, draft 2020-12, of the settings file.</summary>
    public static string Schema()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = SchemaUri,
            ["title"] = "hs-trainer-agent settings",
            ["description"] = "The settings file /etc/hs-trainer-agent.json: JSON in which comments and trailing commas are allowed.",
        };
        foreach (var (name, value) in SettingsKeys.Group.Schema())
            schema[name] = value?.DeepClone();
        return Text(schema);
    }

    private static string Text(JsonNode node)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, Options))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
