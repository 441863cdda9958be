using System.Diagnostics;
using System.Reflection;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Settings.Keys;

namespace HsTrainerAgent.Tests.Cli.Papers;

[Trait("Runs", "Binary")]
public sealed class ManualPageTests
{
    [Theory]
    [InlineData("man8")]
    [InlineData("man5")]
    public async Task A_page_is_as_it_was_read(string page) => Golden.Compare(page + ".txt", Paper.Unversioned(await Paper.OfAsync(page)));

    [Theory]
    [InlineData("man8")]
    [InlineData("man5")]
    public async Task Neither_mandoc_nor_groff_has_anything_to_say_of_a_page(string page)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await Paper.OfAsync(page), TestContext.Current.CancellationToken);
        try
        {
            Assert.SkipUnless(File.Exists("/usr/bin/mandoc") || File.Exists("/usr/bin/man"), "neither mandoc nor man is installed");
            if (File.Exists("/usr/bin/mandoc"))
                Assert.Equal((0, ""), await SaidAsync("/usr/bin/mandoc", "-T", "lint", "-W", "warning", file));
            if (File.Exists("/usr/bin/man"))
                Assert.Equal((0, ""), await SaidAsync("/bin/sh", "-c", $"man --warnings -E UTF-8 -l -Tutf8 -Z {file} 2>&1 >/dev/null"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("man8")]
    [InlineData("man5")]
    public async Task No_line_that_stays_as_it_is_breaks_on_a_terminal_of_80_columns(string page)
    {
        var literals = Paper.Plain(await Paper.OfAsync(page)).Split("\n.EX\n")[1..].SelectMany(part => part[..part.IndexOf("\n.EE\n", StringComparison.Ordinal)].Split('\n')).ToList();

        Assert.NotEmpty(literals);
        Assert.All(literals, line => Assert.True(line.Length <= 67, line));
    }

    [Fact]
    public async Task Every_verb_is_there_with_each_of_its_options()
    {
        var page = Paper.Plain(await Paper.OfAsync("man8"));

        var verbs = await VerbsAsync();
        Assert.Contains("settings init", verbs);
        foreach (var verb in verbs)
        {
            Assert.Contains($".SS \"{verb}\"\nhs-trainer-agent {verb}", page);
            var part = page[page.IndexOf($".SS \"{verb}\"", StringComparison.Ordinal)..];
            part = part[..part.IndexOf("\n.S", StringComparison.Ordinal)];
            foreach (var option in (await OfferedAsync($"{verb} --")).Except(["--help", "--root", "--settings"]))
                Assert.Contains($"\n.TP\n{option}", part);
        }
        Assert.Contains("\n.TP\n--settings FILE\n", page);
        Assert.Contains("\n.TP\n--root DIR\n", page);
    }

    [Fact]
    public async Task What_is_used_by_units_only_is_not_there()
    {
        var page = Paper.Plain(await Paper.OfAsync("man8"));

        Assert.All(["start-trainer", "become-script", "paper man"], hidden => Assert.DoesNotContain(hidden, page.Replace("Made by the program itself: hs-trainer-agent paper man8", "")));
    }

    [Fact]
    public async Task Every_finding_is_there_with_its_severity_and_title()
    {
        var page = Paper.Plain(await Paper.OfAsync("man8"));

        Assert.All(CheckSet.Kinds, kind => Assert.Contains($"\n.TP\n{kind.Code} ({kind.Severity.Word()})\n{kind.Title}.\n", page));
    }

    [Fact]
    public async Task Every_field_and_event_of_the_journal_is_there()
    {
        var page = Paper.Plain(await Paper.OfAsync("man8"));

        var fields = typeof(Field).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!).Where(name => name.StartsWith("HS_", StringComparison.Ordinal));
        Assert.All(fields, field => Assert.Contains($"\n.TP\n{field}\n", page));
        Assert.All(EventKind.All, kind => Assert.Contains(kind.Name, page));
    }

    [Fact]
    public async Task Every_settings_key_is_there()
    {
        var page = Paper.Plain(await Paper.OfAsync("man5"));

        Assert.All(SettingsKeys.All, key => Assert.True(page.Contains($"\n.TP\n{key}\n") || page.Contains($"\n.SS \"{key}\"\n"), key));
    }

    [Fact]
    public async Task A_page_bears_the_date_of_its_sources_or_none()
    {
        Assert.Contains(" \"2026-11-23\" ", await Paper.OfAsync("man8"));
        Assert.Contains(".TH HS\\-TRAINER\\-AGENT 8 \"\" ", await Paper.OfAsync("man8", epoch: null));
        Assert.Contains(".TH HS\\-TRAINER\\-AGENT 8 \"\" ", await Paper.OfAsync("man8", epoch: "yesterday"));
    }

    private static async Task<IReadOnlyList<string>> OfferedAsync(string line) =>
        [.. (await AgentProcess.RunAsync($"[suggest:{line.Length}]", line)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Split('\t')[0])];

    private static async Task<IReadOnlyList<string>> VerbsAsync() =>
        [.. (await OfferedAsync("")).Where(verb => verb != "settings"), .. (await OfferedAsync("settings ")).Select(verb => "settings " + verb)];

    private static async Task<(int, string)> SaidAsync(string program, params string[] arguments)
    {
        var run = await AgentProcess.RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        return (run.ExitCode, run.Output + run.Error);
    }
}
