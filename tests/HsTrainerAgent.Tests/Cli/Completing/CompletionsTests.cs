using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Tests.Cli.Completing;

/// <summary>What a shell is told, through the directive that its script uses.</summary>
[Trait("Runs", "Binary")]
public sealed class CompletionsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("hs").FullName;

    [Theory]
    [InlineData("", "run check status apply adopt pause resume repair support-bundle settings layout explain version")]
    [InlineData("ch", "check")]
    [InlineData("settings ", "check show schema init")]
    [InlineData("check s", "storage selinux settings")]
    [InlineData("check storage s", "selinux settings")]
    [InlineData("check --", "--help --output --root --settings --trainer")]
    [InlineData("check --output json --", "--help --root --settings --trainer")]
    [InlineData("check --trainer 1 --", "--help --output --root --settings --trainer")]
    [InlineData("check --output ", "text json")]
    [InlineData("check --output=j", "--output=json")]
    [InlineData("layout --output ", "text json sh")]
    [InlineData("apply --", "--dry-run --force --help --root --settings")]
    [InlineData("--settings ", "<file>")]
    [InlineData("check --settings=/etc/h", "<file>")]
    [InlineData("--root /m", "<folder>")]
    [InlineData("layout --path ", "<folder>")]
    [InlineData("check -- s", "storage selinux settings")]
    [InlineData("status ", "")]
    [InlineData("explain storage.media-owner ", "")]
    [InlineData("layout --version 32", "32.0.2 32.0.3")]
    [InlineData("check 'sto", "storage")]
    [InlineData("--settings 'it is' che", "check")]
    [InlineData("--settings it\\ is\\'t che", "check")]
    [InlineData("--settings \"it \\\" is\" che", "check")]
    public async Task A_line_goes_on_with_what_fits(string line, string words) => Assert.Equal(words, string.Join(' ', await WordsAsync(line)));

    [Fact]
    public async Task Explain_knows_each_code_and_each_check() =>
        Assert.Equal(CheckSet.Known.Select(check => check.Name).Concat(CheckSet.Kinds.Select(kind => kind.Code)).Distinct().Order(), (await WordsAsync("explain ")).Order());

    [Fact]
    public async Task A_candidate_is_described() =>
        Assert.Contains("storage.media-owner\tThe media folder does not belong to 1000:1000\n", (await AgentProcess.RunAsync("[suggest:17]", "explain storage.m")).Output);

    [Theory]
    [InlineData("apply --settings FILE ", "31.0.12 main")]
    [InlineData("adopt --settings FILE m", "main")]
    [InlineData("check --settings FILE --trainer ", "31.0.12 main")]
    [InlineData("apply --settings FILE main ", "31.0.12")]
    public async Task Trainers_are_those_of_the_settings(string line, string names)
    {
        var file = Path.Combine(root, "settings.json");
        await File.WriteAllTextAsync(file, """
            { "application": { "url": "https://abcd123.internal", "token": "187d88d6s63929cd0ad98" },
              "trainers": [ { "bundle": "/opt/hs/hyperscience-trainer-31.0.12" }, { "bundle": "/opt/hs/hyperscience-trainer-32.0.3", "name": "main" } ] }
            """, TestContext.Current.CancellationToken);

        Assert.Equal(names, string.Join(' ', await WordsAsync(line.Replace("FILE", file))));
        Assert.DoesNotContain("187d88d6", (await AgentProcess.RunAsync("[suggest]", line.Replace("FILE", file))).Output);
    }

    [Fact]
    public async Task For_one_who_may_not_read_the_settings_trainers_are_those_on_record()
    {
        Directory.CreateDirectory(Path.Combine(root, "var/lib/hs-trainer"));
        foreach (var name in (string[])["32.0.3", "main", ".main", "ma in", "main;reboot", "--force", new string('m', 49)])
            await File.WriteAllTextAsync(Path.Combine(root, "var/lib/hs-trainer", name + ".json"), "{}", TestContext.Current.CancellationToken);

        Assert.Equal(["32.0.3", "main"], await WordsAsync($"--root {root} apply "));
    }

    [Theory]
    [InlineData("apply --settings /nonexistent ")]
    [InlineData("apply --settings \"\" ")]
    [InlineData("apply --settings '' ")]
    [InlineData("apply --root /nonexistent ")]
    [InlineData("check --trainer ")]
    [InlineData("start-tr")]
    [InlineData("start-trainer ")]
    [InlineData("bro")]
    [InlineData("pap")]
    [InlineData("paper ")]
    [InlineData("explain \"unfinished")]
    public async Task Where_nothing_is_known_nothing_is_said(string line)
    {
        // Whatever this machine has of its own.
        var given = line.Contains("--root") ? line : $"--root {root} {line}";
        var run = await AgentProcess.RunAsync($"[suggest:{given.Length}]", given);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task What_stands_behind_the_cursor_does_not_count() =>
        Assert.StartsWith("check\t", (await AgentProcess.RunAsync("[suggest:19]", "hs-trainer-agent ch storage")).Output);

    private static async Task<IReadOnlyList<string>> WordsAsync(string line)
    {
        var whole = "hs-trainer-agent " + line;
        var run = await AgentProcess.RunAsync($"[suggest:{whole.Length}]", whole);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Split('\t')[0])];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
