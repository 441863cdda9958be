using System.Text;
using System.Text.Json.Nodes;

namespace HsTrainerAgent.Cli.Output;

/// <summary>A check's measurements for people: the phases with their times, each group of facts, then the single facts.</summary>
internal static class FactLines
{
    private const string Milliseconds = "Ms";
    private const int SmallGroup = 2;

    public static IEnumerable<string> Of(JsonObject facts)
    {
        var phases = Row(facts.Where(IsPhase));
        var groups = facts.Where(IsGroup).Select(group => $"{Words(group.Key)}: {Row((JsonObject)group.Value!)}");
        var single = Row(facts.Where(fact => !IsPhase(fact) && !IsGroup(fact)));
        return groups.Prepend(phases).Append(single).Where(line => line.Length > 0);
    }

    private static bool IsPhase(KeyValuePair<string, JsonNode?> fact) => fact.Key.EndsWith(Milliseconds, StringComparison.Ordinal);

    private static bool IsGroup(KeyValuePair<string, JsonNode?> fact) => fact.Value is JsonObject { Count: > SmallGroup };

    private static string Row(IEnumerable<KeyValuePair<string, JsonNode?>> facts) =>
        string.Join("   ", facts.Where(fact => fact.Value is not null).Select(fact => IsPhase(fact)
            ? $"{Words(fact.Key[..^Milliseconds.Length])} {double.Parse(fact.Value!.ToString()):0.0} ms"
            : $"{Words(fact.Key)} {Text(fact.Value!)}"));

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
