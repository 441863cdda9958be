using System.Text.Json.Nodes;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Tests.Settings;

public sealed class SettingsSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(SettingsJson.Schema())!.AsObject();

    private static IEnumerable<(string Path, JsonObject Schema)> Keys(JsonObject schema, string prefix = "") =>
        (schema["properties"] ?? schema["items"]?["properties"])?.AsObject().SelectMany(key =>
        {
            var path = prefix + (schema["items"] is null ? "" : "[]") + (prefix.Length == 0 ? "" : ".") + key.Key;
            return Keys(key.Value!.AsObject(), path).Prepend((path, key.Value!.AsObject()));
        }) ?? [];

    public static IEnumerable<TheoryDataRow<string>> Paths => Keys(Schema).Select(key => new TheoryDataRow<string>(key.Path));

    [Fact]
    public void The_schema_has_the_readers_keys_and_no_others() => Assert.Equal(SettingsKeys.All, Keys(Schema).Select(key => key.Path));

    [Theory, MemberData(nameof(Paths))]
    public void The_reader_knows_each_key_of_the_schema(string path)
    {
        var parts = path.Split('.');
        var text = parts.Reverse().Aggregate("{}", (inner, part) => part.EndsWith("[]", StringComparison.Ordinal) ? $$"""{ "{{part[..^2]}}": [{{inner}}] }""" : $$"""{ "{{part}}": {{inner}} }""");
        Assert.DoesNotContain(SettingsSample.ReadText(text).Errors, error => error.Wrong.Contains("known key"));
        Assert.Contains(SettingsSample.ReadText(text.Replace(parts[^1].Replace("[]", ""), "frobnicate")).Errors, error => error.Wrong.Contains("known key"));
    }

    [Theory, MemberData(nameof(Paths))]
    public void Each_key_is_described(string path)
    {
        var description = Keys(Schema).Single(key => key.Path == path).Schema["description"]!.GetValue<string>();
        Assert.True(description.Length > 10 && description.EndsWith('.'), description);
    }

    [Fact]
    public void The_schemas_defaults_are_those_in_force()
    {
        var shown = JsonNode.Parse(SettingsJson.Effective(SettingsSample.ReadText(SettingsSample.With("")).Settings!))!;
        foreach (var (path, key) in Keys(Schema).Where(key => key.Schema.ContainsKey("default")))
        {
            var value = path.Replace("[]", "").Split('.').Aggregate((JsonNode?)shown, (node, part) => node is JsonArray list ? list[0]![part] : node![part]);
            Assert.True(JsonNode.DeepEquals(key["default"], value), path);
        }
    }

    [Theory]
    [InlineData("https://abcd123.internal", true)]
    [InlineData("http://[fe80::1]:8080/hs", true)]
    [InlineData("ftp://abcd123.internal", false)]
    [InlineData("https://user@abcd123.internal", false)]
    public void The_schemas_patterns_judge_as_the_reader_does(string url, bool good)
    {
        var pattern = Schema["properties"]!["application"]!["properties"]!["url"]!["pattern"]!.GetValue<string>();
        Assert.Equal(good, System.Text.RegularExpressions.Regex.IsMatch(url, pattern));
        Assert.Equal(good, SettingsSample.ReadText(SettingsSample.With("").Replace("https://abcd123.internal", url)).Errors.Count == 0);
    }
}
