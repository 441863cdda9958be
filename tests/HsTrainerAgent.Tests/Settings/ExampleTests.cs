using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

/// <summary>The example that the packages install, against the schema that it names.</summary>
public sealed class ExampleTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(SettingsJson.Schema())!;

    private static readonly string Filled = StarterFile.Text()
        .Replace("\"url\": \"\"", "\"url\": \"https://abcd123.internal\"")
        .Replace("\"token\": \"\"", $"\"token\": \"{SettingsSample.Token}\"")
        .Replace("\"bundle\": \"\"", "\"bundle\": \"/opt/hs/hyperscience-trainer-32.0.3\"");

    private static JsonNode Parse(string text) =>
        JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    private static string Uncommented(string text) => Regex.Replace(text, "^( +)// \"(?!tokenFile)", "$1\"", RegexOptions.Multiline);

    [Fact]
    public void It_names_the_schema_by_the_schemas_own_id()
    {
        Assert.Equal("file:///usr/share/hs-trainer-agent/hs-trainer-agent.schema.json", Schema["$id"]!.GetValue<string>());
        Assert.Equal(Schema["$id"]!.GetValue<string>(), Parse(StarterFile.Text())["$schema"]!.GetValue<string>());
    }

    [Fact]
    public void As_installed_the_schema_finds_what_has_to_be_filled_in() =>
        Assert.Equal(["/application/token: pattern", "/application/url: pattern", "/trainers/0/bundle: pattern"],
            SchemaJudge.Faults(Parse(StarterFile.Text()), Schema).Order(StringComparer.Ordinal));

    [Fact]
    public void Filled_in_it_is_valid() => Assert.Empty(SchemaJudge.Faults(Parse(Filled), Schema));

    [Fact]
    public void With_every_key_in_use_it_is_valid_to_the_schema_and_to_the_reader()
    {
        Assert.Empty(SchemaJudge.Faults(Parse(Uncommented(Filled)), Schema));
        Assert.Empty(SettingsSample.ReadText(Uncommented(Filled)).Errors);
    }

    [Theory]
    [InlineData("\"claims\": true", "\"claims\": \"yes\"", "/claims: type")]
    [InlineData("\"spacePercent\": 95", "\"spacePercent\": 101", "/thresholds/spacePercent: maximum")]
    [InlineData("\"settle\": \"3s\"", "\"settle\": \"3 seconds\"", "/apply/settle: pattern")]
    [InlineData("\"mode\": \"auto\"", "\"mode\": \"never\"", "/apply/mode: enum")]
    [InlineData("\"claims\": true", "\"claim\": true", "/claim: must not be there")]
    public void What_the_reader_refuses_the_schema_refuses(string good, string bad, string fault)
    {
        var text = Uncommented(Filled).Replace(good, bad);
        Assert.NotEqual(Uncommented(Filled), text);

        Assert.Equal([fault], SchemaJudge.Faults(Parse(text), Schema));
        Assert.NotEmpty(SettingsSample.ReadText(text).Errors);
    }
}
