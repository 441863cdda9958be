using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Tests.Settings;

/// <summary>Judges a value by a schema of draft 2020-12, as far as the settings' schema goes; a keyword that it does not know fails the test.</summary>
internal static class SchemaJudge
{
    /// <summary>Where the value breaks the schema, as <c>/trainers/0/bundle: pattern</c>; nothing when it is valid.</summary>
    public static IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string path = "")
    {
        if (schema is JsonValue verdict)
            return verdict.GetValue<bool>() ? [] : [$"{path}: must not be there"];
        var rules = schema.AsObject();
        return rules.SelectMany(rule => Faults(value, rule.Key, rule.Value!, rules, path));
    }

    private static IEnumerable<string> Faults(JsonNode? value, string keyword, JsonNode rule, JsonObject rules, string path)
    {
        var (members, items, text) = (value as JsonObject, value as JsonArray, TextOf(value));
        return keyword switch
        {
            "$schema" or "$id" or "title" or "description" or "default" or "examples" or "writeOnly" or "format" => [],
            "type" => Unless(rule is JsonArray types ? types.Any(type => IsOf(value, type!.GetValue<string>())) : IsOf(value, rule.GetValue<string>())),
            "enum" => Unless(rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value))),
            "pattern" => Unless(text is null || Regex.IsMatch(text, rule.GetValue<string>())),
            "maxLength" => Unless(text is null || text.Length <= rule.GetValue<int>()),
            "minimum" => Unless(Number(value) is not { } number || number >= rule.GetValue<int>()),
            "maximum" => Unless(Number(value) is not { } number || number <= rule.GetValue<int>()),
            "minItems" => Unless(items is null || items.Count >= rule.GetValue<int>()),
            "items" => items is null ? [] : items.SelectMany((item, index) => Faults(item, rule, $"{path}/{index}")),
            "required" => members is null ? [] : rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{path}/{name}: required"),
            "properties" => members is null ? [] : rule.AsObject().Where(known => members.ContainsKey(known.Key)).SelectMany(known => Faults(members[known.Key], known.Value!, $"{path}/{known.Key}")),
            "propertyNames" => members is null ? [] : members.SelectMany(member => Faults(JsonValue.Create(member.Key), rule, $"{path}/{member.Key}")),
            "additionalProperties" => members is null ? [] : members.Where(member => rules["properties"]?.AsObject().ContainsKey(member.Key) is not true).SelectMany(member => Faults(member.Value, rule, $"{path}/{member.Key}")),
            "anyOf" => Unless(rule.AsArray().Any(choice => !Faults(value, choice!, path).Any())),
            "oneOf" => Unless(rule.AsArray().Count(choice => !Faults(value, choice!, path).Any()) == 1),
            _ => throw new NotSupportedException($"{path}: the keyword {keyword} is new: teach it to {nameof(SchemaJudge)}"),
        };

        IEnumerable<string> Unless(bool good) => good ? [] : [$"{path}: {keyword}"];
    }

    private static bool IsOf(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => TextOf(value) is not null,
        "boolean" => value is JsonValue some && some.TryGetValue<bool>(out _),
        "integer" => Number(value) is { } number && decimal.IsInteger(number),
        _ => throw new NotSupportedException(type),
    };

    private static string? TextOf(JsonNode? value) => value is JsonValue some && some.TryGetValue<string>(out var text) ? text : null;

    private static decimal? Number(JsonNode? value) => value is JsonValue some && some.TryGetValue<decimal>(out var number) ? number : null;
}
