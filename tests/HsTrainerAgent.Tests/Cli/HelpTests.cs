namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class HelpTests
{
    [Fact]
    public async Task The_root_help_ends_with_examples_and_exit_codes()
    {
        var run = await AgentProcess.RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\n  check <NAME> +Look at the host and the application once", run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 150));
        Assert.Contains("\nExamples:\n  hs-trainer-agent check ", run.Output);
        Assert.EndsWith("  3  could not look, refused, or wrong usage; then a message is on standard error\n\n", run.Output);
    }

    [Fact]
    public async Task A_verb_tells_its_arguments_options_and_exit_codes()
    {
        var run = await AgentProcess.RunAsync("check", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("hs-trainer-agent check [<NAME>...] [options]", run.Output);
        Assert.Contains("  --output <text|json>  The format of standard output [default: text]", run.Output);
        Assert.Contains("  --settings <FILE> ", run.Output);
        Assert.Contains("  3  could not look; a drift that is known wins (2 before 1 before 3)", run.Output);
    }

    [Fact]
    public async Task The_usage_has_the_options_that_must_be_given() =>
        Assert.Contains("\n  hs-trainer-agent layout --version <V> [options]\n", (await AgentProcess.RunAsync("layout", "--help")).Output);

    [Theory]
    [InlineData("apply", "0 2 3")]
    [InlineData("status", "0 1 2 3")]
    [InlineData("adopt", "0 2 3")]
    [InlineData("support-bundle", "0 2 3")]
    [InlineData("layout", "0 3")]
    [InlineData("explain", "0 3")]
    [InlineData("version", "0 3")]
    [InlineData("settings", "0 3")]
    [InlineData("settings check", "0 3")]
    [InlineData("settings show", "0 3")]
    [InlineData("settings schema", "0 3")]
    [InlineData("settings init", "0 3")]
    public async Task The_help_of_a_verb_ends_with_exit_codes_and_examples(string verb, string codes)
    {
        var run = await AgentProcess.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches($@"\nExit codes:\n{string.Concat(codes.Split(' ').Select(code => $@"  {code}  \S.*\n"))}\nExamples:\n(  (sudo )?hs-trainer-agent {verb}\b.*\n)+\n$", run.Output);
    }
}
