namespace HsTrainerAgent.Tests.Cli;

/// <summary>Colours, pipes and signals, as a terminal and a shell give them to the real program.</summary>
[Trait("Runs", "Binary")]
public sealed class TerminalTests
{
    [Theory]
    [InlineData("xterm-256color", "", true)]
    [InlineData("xterm-256color", "1", false)]
    [InlineData("dumb", "", false)]
    [InlineData("", "", false)]
    public async Task A_terminal_gets_colours_unless_it_or_its_user_wants_none(string term, string noColor, bool coloured)
    {
        using var host = FixtureHost.WithoutMedia();
        var environment = new Dictionary<string, string> { ["TERM"] = term, ["NO_COLOR"] = noColor };

        var run = await AgentProcess.RunInTerminalAsync(environment, "check", "storage", "--root", host.Root);

        Assert.Contains("storage.media-missing", run.Output);
        Assert.Equal(coloured, run.Output.Contains('\e'));
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_terminal_gets_no_sequence_but_colours()
    {
        using var host = FixtureHost.WithoutMedia();

        var run = await AgentProcess.RunInTerminalAsync(new Dictionary<string, string> { ["TERM"] = "xterm" }, "check", "storage", "--root", host.Root);

        Assert.DoesNotMatch(@"\e(?!\[\d*m)", run.Output);
    }

    [Fact]
    public async Task A_console_without_check_marks_in_its_font_gets_letters()
    {
        using var host = FixtureHost.WithoutMedia();

        var run = await AgentProcess.RunInTerminalAsync(new Dictionary<string, string> { ["TERM"] = "linux", ["NO_COLOR"] = "1" }, "check", "storage", "--root", host.Root);

        Assert.StartsWith("x storage  32.0.3  drift", run.Output);
    }

    [Fact]
    public async Task A_pipe_gets_no_sequence_and_no_wrapped_line()
    {
        var run = await AgentProcess.RunAsync("explain", "storage.media-owner");

        Assert.DoesNotContain('\e', run.Output);
        Assert.Contains(run.Output.Split('\n'), line => line.Length > 100);
    }

    [Theory]
    [InlineData("| head -n 1", 0)]
    [InlineData("| true", 0)]
    public async Task A_reader_that_leaves_early_ends_it_quietly(string pipe, int exitCode)
    {
        var run = await ShellAsync($"\"$0\" explain {pipe}");

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_full_disk_is_one_line_and_exit_3()
    {
        var run = await ShellAsync("\"$0\" explain >/dev/full");

        Assert.Equal((3, "hs-trainer-agent: No space left on device\n"), (run.ExitCode, run.Error));
    }

    private static Task<AgentRun> ShellAsync(string script)
    {
        var start = AgentProcess.StartInfo(["-c", script, AgentProcess.Binary]);
        start.FileName = "/bin/sh";
        return AgentProcess.RunAsync(start);
    }
}
