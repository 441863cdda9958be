using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Keys;
using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Shape;

/// <summary>An object with known keys and no others.</summary>
/// <param name="build">Makes the record, and reports what is wrong between keys.</param>
internal sealed class Group<T>(IReadOnlyList<Key<T>> keys, Func<Values<T>, T> build) : Kind<T>
{
    public override IReadOnlyList<Key> Keys => keys;

    public override string Form => "an object";

    /// <summary>What a schema must say beyond its keys.</summary>
    public Action<JsonObject>? Refine { get; init; }

    public override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (source is not SourceObject members)
        {
            report.Error(source.Offset, path.Length == 0 ? null : path, $"must be an object, not {source.What}", "write { … }");
            return false;
        }
        var errors = report.Count;
        var values = new Values<T>(members, path, report);
        ReadMembers(members, path, report, values);
        foreach (var key in keys.Where(key => key.Absent == Absent.Error && !values.Mentions(key)))
            values.Wrong(key, "is missing", "add it" + (key.Example is null ? "" : $", as in \"{key.Name}\": {key.Example}"));
        value = build(values);
        return report.Count == errors;
    }

    private void ReadMembers(SourceObject members, string path, Report report, Values<T> values)
    {
        var seen = new Dictionary<string, int>();
        foreach (var member in members.Members.TakeWhile(_ => !report.IsFull))
        {
            if (keys.FirstOrDefault(key => key.Name == member.Name) is not { } key)
                Unknown(member, path, report);
            else if (!seen.TryAdd(member.Name, member.Offset))
                report.Error(member.Offset, Paths.Join(path, member.Name), $"is there twice, first on line {report.Line(seen[member.Name])}", "keep one of the two");
            else
                key.Read(member, Paths.Join(path, member.Name), report, values);
        }
    }

    private void Unknown(SourceMember member, string path, Report report)
    {
        var cure = Spelling.Nearest(member.Name, keys.Select(key => key.Name)) is { } near ? $"did you mean \"{near}\"?"
            : SettingsKeys.WhereIs(member.Name) is { } elsewhere ? $"it belongs into \"{elsewhere}\""
            : "known here: " + string.Join(", ", keys.Select(key => key.Name));
        report.ErrorOfEntry(member.Offset, path, member.Name, "is no known key", cure);
    }

    public override JsonNode Write(T value)
    {
        var node = new JsonObject();
        foreach (var key in keys.Where(key => key.Kind is not AnythingKind))
            node[key.Name] = key.Write(value);
        return node;
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[key.Name] = key.Schema();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (keys.Where(key => key.Absent == Absent.Error).Select(key => (JsonNode?)key.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        Refine?.Invoke(schema);
        return schema;
    }
}
