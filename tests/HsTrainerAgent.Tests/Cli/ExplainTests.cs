namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class ExplainTests
{
    [Fact]
    public async Task A_code_is_explained_with_its_meaning_its_cure_and_the_articles_step()
    {
        var run = await AgentProcess.RunAsync("explain", "storage.media-owner");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("storage.media-owner  error\nThe media folder does not belong to 1000:1000\n\n", run.Output);
        Assert.Matches(@"\nfix\n  chown 1000:1000 \{subject\}\n  \{…\} is filled in by check\n\narticle\n  .*step 1.*\n$", run.Output);
    }

    [Fact]
    public async Task A_fix_without_placeholders_has_nothing_to_be_filled_in()
    {
        var run = await AgentProcess.RunAsync("explain", "selinux.permissive");

        Assert.Contains("\nfix\n  setenforce 1\n", run.Output);
        Assert.DoesNotContain("filled in", run.Output);
    }

    [Fact]
    public async Task Of_two_findings_with_one_code_each_has_a_title_of_its_own()
    {
        var lines = (await AgentProcess.RunAsync("explain")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(lines, line => line.EndsWith("warning  The database folder of this version, v28 or earlier, is missing"));
        var titles = lines.Where(line => line[0] == ' ').Select(line => line[(line.LastIndexOf("  ", StringComparison.Ordinal) + 2)..]).ToList();
        Assert.Equal(titles.Distinct(), titles);
    }

    [Fact]
    public async Task Without_a_code_every_check_lists_its_own()
    {
        var run = await AgentProcess.RunAsync("explain");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^storage\n(  storage\.\S+ +(error|warning) +\S.*\n)+\n\w+\n", run.Output);
    }

    [Fact]
    public async Task A_check_s_name_lists_its_codes()
    {
        var run = await AgentProcess.RunAsync("explain", "storage");

        Assert.All(run.Output.TrimEnd('\n').Split('\n')[1..], line => Assert.StartsWith("  storage.", line));
    }

    [Theory]
    [InlineData("media-owner", "; did you mean 'storage.media-owner'?")]
    [InlineData("storage.media-woner", "; did you mean 'storage.media-owner'?")]
    [InlineData("storge", "; did you mean 'storage'?")]
    [InlineData("zzz", "")]
    public async Task An_unknown_code_is_refused_with_the_nearest_one(string code, string hint)
    {
        var run = await AgentProcess.RunAsync("explain", code);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Equal($"hs-trainer-agent: there is no code '{code}'{hint}\nTry 'hs-trainer-agent explain' for all of them.\n", run.Error);
    }
}
