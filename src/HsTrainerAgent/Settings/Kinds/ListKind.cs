using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A list of values of one kind.</summary>
internal class ListKind<T>(Kind<T> item, bool mayBeEmpty = true) : Kind<IReadOnlyList<T>>
{
    public override IReadOnlyList<Key> Keys => item.Keys;

    public override bool IsList => true;

    public override string Form => (mayBeEmpty ? "a list; each entry is " : "a list of at least one entry; each is ") + item.Form;

    public override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (source is not SourceList list)
        {
            report.Error(source.Offset, path, $"must be a list, not {source.What}", "write [ … ]");
            return false;
        }
        var errors = report.Count;
        if (list.Items.Count == 0 && !mayBeEmpty)
            report.Error(source.Offset, path, "is empty", "add an entry");
        var good = new List<(T Value, SourceValue Source, string Path)>();
        for (var i = 0; i < list.Items.Count && !report.IsFull; i++)
        {
            var at = $"{path}[{i}]";
            if (item.Read(list.Items[i], at, report, out var one))
                good.Add((one, list.Items[i], at));
        }
        JudgeTogether(good, report);
        value = [.. good.Select(one => one.Value)];
        return report.Count == errors;
    }

    /// <summary>Reports what is wrong between the items that are good on their own.</summary>
    protected virtual void JudgeTogether(IReadOnlyList<(T Value, SourceValue Source, string Path)> items, Report report) { }

    public override JsonNode? Write(IReadOnlyList<T> value) => new JsonArray([.. value.Select(item.Write)]);

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (!mayBeEmpty)
            schema["minItems"] = 1;
        return schema;
    }
}
