using System.Text;
using System.Text.Json.Nodes;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A check's measurements for people: phases with their times on one line, the other facts on the next.</summary>
internal static class FactLines
{
    public static IEnumerable<string> Of(JsonObject facts)
    {
        foreach (var (name, value) in facts)
        {
            if (value is JsonObject { Count: > 0 } group)
                yield return $"{Words(name)}: {Row(group)}";
        }
        var single = Row(facts.Where(fact => fact.Value is not JsonObject));
        if (single.Length > 0)
            yield return single;
    }

    private static string Row(IEnumerable<KeyValuePair<string, JsonNode?>> facts) =>
        string.Join("   ", facts.Where(fact => fact.Value is not null).Select(fact => Shown(fact.Key, fact.Value!)));

    private static string Shown(string name, JsonNode value) =>
        name.EndsWith("Ms", StringComparison.Ordinal) ? $"{Words(name[..^2])} {value} ms" : $"{Words(name)} {Text(value)}";

    private static string Text(JsonNode value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(item => item is null ? "null" : Text(item))),
        JsonObject group => Row(group),
        _ => value.ToString(),
    };

    /// <summary>As in <c>certificate expires</c> for <c>certificateExpires</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter);
        return words.ToString();
    }
}
