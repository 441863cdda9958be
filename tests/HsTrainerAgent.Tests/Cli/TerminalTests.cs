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
    public async Task A_pipe_gets_no_sequence_and_paragraphs_of_100_columns()
    {
        var run = await AgentProcess.RunAsync("explain", "storage.media-missing");

        Assert.DoesNotContain('\e', run.Output);
        AssertWrapped(run.Output.Split("\n\n")[1..3], 100);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(80, 80)]
    [InlineData(200, 100)]
    public async Task A_terminal_gets_paragraphs_as_wide_as_it_is_but_no_wider_than_100_columns(int columns, int width)
    {
        var run = await AgentProcess.RunInTerminalAsync(new Dictionary<string, string>(), columns, "explain", "storage.media-missing");

        AssertWrapped(run.Output.ReplaceLineEndings("\n").Split("\n\n")[1..3], width);
    }

    /// <summary>No line is too long, and none but a paragraph's last could have taken the next line's first word as well.</summary>
    private static void AssertWrapped(string[] paragraphs, int width)
    {
        foreach (var lines in paragraphs.Select(paragraph => paragraph.Split('\n')))
        {
            Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
            Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(pair.First.Length + 1 + pair.Second.Split(' ')[0].Length > width, pair.First));
        }
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
