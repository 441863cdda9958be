using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A value or null, where null says the same as leaving the key out.</summary>
internal sealed class OrNullKind<T>(Kind<T> kind) : Kind<T?> where T : class
{
    public override bool Read(SourceValue source, string path, Report report, out T? value)
    {
        value = null;
        return source is SourceNull || kind.Read(source, path, report, out value);
    }

    public override string Form => kind.Form + ", or null";

    public override JsonNode? Write(T? value) => value is null ? null : kind.Write(value);

    public override JsonObject Schema() => Nullable.Schema(kind);
}

/// <summary>A duration or null, where null turns something off.</summary>
internal sealed class DurationOrNullKind(DurationKind kind) : Kind<TimeSpan?>
{
    public override bool Read(SourceValue source, string path, Report report, out TimeSpan? value)
    {
        value = null;
        if (source is SourceNull)
            return true;
        var good = kind.Read(source, path, report, out var duration);
        value = duration;
        return good;
    }

    public override string Form => kind.Form + ", or null";

    public override JsonNode? Write(TimeSpan? value) => value is null ? null : kind.Write(value.Value);

    public override JsonObject Schema() => Nullable.Schema(kind);
}

file static class Nullable
{
    public static JsonObject Schema(Kind kind)
    {
        var schema = kind.Schema();
        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        return schema;
    }
}
