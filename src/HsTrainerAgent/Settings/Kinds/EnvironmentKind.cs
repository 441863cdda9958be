using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>Lines for the bundle's <c>.env</c>, in the order of the file.</summary>
internal sealed class EnvironmentKind : Kind<IReadOnlyList<KeyValuePair<string, string>>>
{
    public override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, string>> value)
    {
        var lines = new List<KeyValuePair<string, string>>();
        value = lines;
        if (source is not SourceObject variables)
        {
            report.Error(source.Offset, path, $"must be an object, not {source.What}", "write { \"NAME\": \"value\" }");
            return false;
        }
        var errors = report.Count;
        var seen = new HashSet<string>();
        foreach (var variable in variables.Members.TakeWhile(_ => !report.IsFull))
        {
            if (FaultOfName(variable.Name) is var (wrong, cure))
                report.ErrorOfEntry(variable.Offset, path, variable.Name, wrong, cure);
            else if (!seen.Add(variable.Name))
                report.ErrorOfEntry(variable.Offset, path, variable.Name, "is there twice", "keep one of the two");
            else if (variable.Value is not SourceString text)
                report.ErrorOfEntry(variable.Value.Offset, path, variable.Name, $"must be a text, not {variable.Value.What}", "write it in double quotes");
            else if (text.Text.Any(c => char.IsControl(c) && c != '\t'))
                report.ErrorOfEntry(variable.Value.Offset, path, variable.Name, "has a line break or another control character", "write a value of one line");
            else
                lines.Add(new(variable.Name, text.Text));
        }
        return report.Count == errors;
    }

    private static (string Wrong, string Cure)? FaultOfName(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return ("is no name of a variable", "write letters, digits and _, no digit first");
        if (name == "HS_PATH")
            return ("does not belong here", "write it as the trainer's \"path\"");
        if (ApplicationVariables.Contains(name))
            return ("belongs to the application, not to the trainer", "remove it here, and set it in the .env of the main application");
        return null;
    }

    public override string Form => "an object of texts of one line, each under the name of its variable";

    public override JsonNode? Write(IReadOnlyList<KeyValuePair<string, string>> value) =>
        new JsonObject(value.Select(line => KeyValuePair.Create(line.Key, (JsonNode?)line.Value)));

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = "^(?!(HS_PATH|TRAINER_USER|REVALIDATE_TOKEN_WITH_IDP_SECONDS)$|TOKEN_REVALIDATION_)[A-Za-z_][A-Za-z0-9_]*$" },
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
    };
}
