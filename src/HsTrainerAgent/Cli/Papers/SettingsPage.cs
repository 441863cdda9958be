using System.Text.Json.Nodes;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Keys;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>hs-trainer-agent.json(5): every key as the reader, the schema and the starter file have it.</summary>
internal static class SettingsPage
{
    public static string Text()
    {
        var page = new Roff("hs-trainer-agent.json", 5, "settings of hs-trainer-agent", SourceDate.Get(), ThisBuild.Version);
        page.Section("SYNOPSIS").Line(Roff.Bold(new HostPaths("/").Settings));
        page.Section("DESCRIPTION").Text(SettingsPageTexts.Description);
        page.Section("FORMS OF VALUES");
        foreach (var (term, meaning) in SettingsPageTexts.Forms)
            page.Item(Roff.Bold(term), meaning);
        page.Section("KEYS").Text(SettingsPageTexts.Keys);
        var top = SettingsKeys.Group.Keys;
        page.Subsection("At the top");
        foreach (var key in top.Where(key => key.Kind.Keys.Count == 0))
            Append(page, key, key.Name);
        foreach (var group in top.Where(key => key.Kind.Keys.Count > 0))
        {
            page.Subsection(group.Name).Text(group.Description + (group.Kind.IsList ? $" {VerbPart.Sentence(group.Kind.Form)}" : ""));
            foreach (var (key, path) in Below(group, group.Name))
                Append(page, key, path);
        }
        page.Section("CHANGES").Text(SettingsPageTexts.Changes);
        page.Section("OWNER AND MODE").Text(SettingsPageTexts.Owner);
        page.Section("EXAMPLES").Text(SettingsPageTexts.ExampleIntroduction).Literal(SettingsPageTexts.Example.Split('\n'));
        page.Section("FILES");
        foreach (var (term, meaning) in SettingsPageTexts.Files)
            page.Item(Roff.Bold(term), VerbPart.Sentence(meaning));
        return page.Section("SEE ALSO").Line(SeeAlso.Of(("hs-trainer-agent", 8), ("systemctl", 1))).ToString();
    }

    private static IEnumerable<(Key Key, string Path)> Below(Key above, string path) =>
        from key in above.Kind.Keys
        let own = path + (above.Kind.IsList ? "[]." : ".") + key.Name
        from entry in Below(key, own).Prepend((key, own))
        select entry;

    private static void Append(Roff page, Key key, string path)
    {
        var form = key.Kind.Form + ".";
        string[] facts =
        [
            "Value: " + (key.Absent == Absent.Error ? form + " Must be there." : form),
            key is { Absent: Absent.Default, Default: { } value } && (key.Kind.Keys.Count == 0 || key.Kind.IsList) ? $"Default: `{Json(value)}`." : "",
            key.Example is null ? "" : $"For example `{key.Example}`.",
            key.Limit ?? "",
        ];
        page.Item(Roff.Bold(path), key.Description, string.Join(' ', facts.Where(fact => fact.Length > 0)));
    }

    private static string Json(JsonNode value) => value.ToJsonString();
}
