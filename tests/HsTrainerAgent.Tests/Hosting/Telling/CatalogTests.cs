using System.Text.RegularExpressions;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Tests.Architecture;

namespace HsTrainerAgent.Tests.Hosting.Telling;

/// <summary>The message catalog, which `journalctl -x` reads.</summary>
public sealed partial class CatalogTests
{
    private sealed record Entry(string Id, Dictionary<string, string> Head, string Text);

    private static List<Entry> Catalog()
    {
        Assert.SkipWhen(SourceFile.Root() is null, "the tests run without their sources");
        var text = File.ReadAllText(Path.Combine(SourceFile.Root()!, "packaging/hs-trainer-agent.catalog"));
        return [.. Start().Split(text).Skip(1).Chunk(2).Select(pair =>
        {
            var parts = pair[1].Split("\n\n", 2);
            var head = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]);
            return new Entry(pair[0], head, parts[1]);
        })];
    }

    [Fact]
    public void Each_kind_of_event_is_explained_once_and_nothing_else_is() =>
        Assert.Equal(EventKind.All.Select(kind => kind.MessageId).Order(), Catalog().Select(entry => entry.Id).Order());

    [Fact]
    public void Each_entry_has_a_subject_and_a_text() => Assert.All(Catalog(), entry =>
    {
        Assert.Equal(["Defined-By", "Documentation", "Subject"], entry.Head.Keys.Order());
        Assert.Equal("hs-trainer-agent", entry.Head["Defined-By"]);
        Assert.Contains(entry.Head["Documentation"], (string[])["man:hs-trainer-agent(8)", "man:hs-trainer-agent.json(5)"]);
        Assert.InRange(entry.Head["Subject"].Length, 10, 70);
        Assert.All(entry.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 82));
        Assert.NotEmpty(entry.Text.Trim());
    });

    // journalctl leaves the name of a field that an entry lacks in the text.
    [Theory]
    [InlineData("agent-", "settings-")]
    [InlineData("opened|still", "", "HS_CHECK", "HS_CODE", "HS_DESIRED", "HS_FIX", "HS_OBSERVED", "HS_SUBJECT")]
    [InlineData("cleared", "", "HS_CHECK", "HS_CODE", "HS_SUBJECT")]
    [InlineData("blind|sees-again", "", "HS_CHECK")]
    [InlineData("appl", "trainer-", "HS_TRAINER")]
    [InlineData("bus-", "")]
    public void An_entry_names_only_fields_that_its_events_always_have(string names, string orNames, params string[] fields)
    {
        var prefixes = names.Split('|').Concat(orNames.Split('|').Where(name => name.Length > 0)).ToList();
        var kinds = EventKind.All.Where(kind => prefixes.Any(prefix => kind.Name.StartsWith(prefix, StringComparison.Ordinal))).Select(kind => kind.MessageId).ToHashSet();
        Assert.NotEmpty(kinds);

        var named = Catalog().Where(entry => kinds.Contains(entry.Id))
            .SelectMany(entry => Substitution().Matches(entry.Head["Subject"] + entry.Text)).Select(match => match.Groups[1].Value).Distinct().Order();

        Assert.Equal(fields, named);
    }

    [GeneratedRegex("^-- ([0-9a-f]{32})\n", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex("@([A-Z_]+)@")]
    private static partial Regex Substitution();
}
