namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("chek", "there is no verb 'chek'; did you mean 'check'?", "hs-trainer-agent --help")]
    [InlineData("check --outptu json", "there is no option '--outptu'; did you mean '--output'?", "hs-trainer-agent check --help")]
    [InlineData("check --output xml", "--output: there is no format 'xml'; choose from text, json", "hs-trainer-agent check --help")]
    [InlineData("check --output jsno", "--output: there is no format 'jsno'; did you mean 'json'?", "hs-trainer-agent check --help")]
    [InlineData("check --trainer", "required argument missing for option: '--trainer'", "hs-trainer-agent check --help")]
    [InlineData("check --root /no/such/folder", "--root: '/no/such/folder' is not a folder", "hs-trainer-agent check --help")]
    [InlineData("check --settings ", "--settings: '' is no file", "hs-trainer-agent check --help")]
    [InlineData("version again", "'again' is one argument too many", "hs-trainer-agent version --help")]
    [InlineData("explain --all", "there is no option '--all'; choose from --help, --version, --settings, --root", "hs-trainer-agent explain --help")]
    [InlineData("@/etc/passwd", "there is no verb '@/etc/passwd'; choose from", "hs-trainer-agent --help")]
    public async Task Wrong_usage_is_one_line_and_a_hint_on_standard_error_and_exit_3(string line, string why, string help)
    {
        var run = await AgentProcess.RunAsync(line.Split(' '));

        Assert.Equal(3, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"hs-trainer-agent: {why}", run.Error);
        Assert.EndsWith($"\nTry '{help}'.\n", run.Error);
        Assert.Equal(2, run.Error.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_on_standard_error_and_the_exit_code_is_3()
    {
        var run = await AgentProcess.RunAsync();

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("Usage:\n  hs-trainer-agent [command] [options]\n", run.Error);
    }

    [Fact]
    public async Task An_argument_cannot_steer_the_terminal()
    {
        var run = await AgentProcess.RunAsync("\e[2Jchek\u202e");

        Assert.StartsWith(@"hs-trainer-agent: there is no verb '\x1b[2Jchek\u202e'", run.Error);
    }
}
