namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class VersionTests
{
    [Fact]
    public async Task The_verb_tells_version_commit_and_runtime()
    {
        var run = await AgentProcess.RunAsync("version");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^hs-trainer-agent \d+\.\d+\.\d+\ncommit   ([0-9a-f]{12}|unknown)\nruntime  \.NET \d+\.\d+\.\d+, (JIT|Native AOT), linux-\w+\n$", run.Output);
    }

    [Fact]
    public async Task The_option_tells_the_same_in_one_line()
    {
        var run = await AgentProcess.RunAsync("--version");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^hs-trainer-agent \d+\.\d+\.\d+ \(([0-9a-f]{12}|unknown)\)\n$", run.Output);
    }

    [Fact]
    public async Task The_kind_of_the_runtime_is_that_of_the_binary()
    {
        var run = await AgentProcess.RunAsync("version");
        var library = Path.ChangeExtension(AgentProcess.Binary, null) + ".dll";

        Assert.Contains(File.Exists(library) ? ", JIT," : ", Native AOT,", run.Output);
    }
}
