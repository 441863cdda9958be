namespace HsTrainerAgent.Tests.Cli;

/// <summary>What <c>check</c> shows on hosts in a folder, by the real program.</summary>
[Trait("Runs", "Binary")]
public sealed class CheckTests
{
    private static FixtureHost Drifted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chown and SELinux labels need root");
        return FixtureHost.Drifted();
    }

    [Theory]
    [InlineData("text", "check.txt")]
    [InlineData("json", "check.json")]
    public async Task A_drifted_host_is_told_whole(string output, string golden)
    {
        using var host = Drifted();

        var run = await AgentProcess.RunAsync("check", "--root", host.Root, "--output", output);

        Golden.Compare(golden, run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_trainer_in_sync_is_exit_0()
    {
        using var host = Drifted();

        var run = await AgentProcess.RunAsync("check", "storage", "--trainer", "next", "--root", host.Root);

        Assert.Matches(@"^✓ storage  next  in-sync .* m?s\n\n1 check: 1 in-sync\n$", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("check storge", "hs-trainer-agent: there is no check 'storge'; did you mean 'storage'?\n")]
    [InlineData("check --trainer 32.0.4", "hs-trainer-agent: there is no trainer '32.0.4' in /etc/hs-trainer-agent.json; did you mean '32.0.3'?\n")]
    public async Task An_unknown_name_is_told_with_the_nearest_one(string line, string why)
    {
        using var host = FixtureHost.WithoutMedia();

        var run = await AgentProcess.RunAsync([.. line.Split(' '), "--root", host.Root]);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(why, run.Error.Replace(host.Root, ""));
    }

    [Fact]
    public async Task Each_settings_error_is_a_line_on_standard_error()
    {
        using var host = FixtureHost.WithoutMedia().File("/etc/hs-trainer-agent.json", """{ "application": { "url": "ftp://x", "tokn": 1 }, "trainers": [] }""");

        var run = await AgentProcess.RunAsync("check", "--root", host.Root, "--output", "json");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.All(run.Error.TrimEnd('\n').Split('\n'), line => Assert.StartsWith(host.SettingsFile + ":1:", line));
        Assert.InRange(run.Error.Count(letter => letter == '\n'), 3, 9);
    }

    [Fact]
    public async Task Who_may_not_read_the_settings_is_told_to_use_sudo()
    {
        using var host = FixtureHost.WithoutMedia();
        File.SetUnixFileMode(host.SettingsFile, UnixFileMode.None);
        var start = AgentProcess.StartInfo(["check", "--root", host.Root]);
        if (Environment.IsPrivilegedProcess)
        {
            // The way to the settings and to the program must be open to nobody, but not the settings themselves.
            File.SetUnixFileMode(host.Root, (UnixFileMode)0b111_101_101);
            start = AgentProcess.StartInfo(["--reuid=65534", "--regid=65534", "--clear-groups", AgentProcess.Binary, .. start.ArgumentList]);
            start.FileName = "/usr/bin/setpriv";
            Assert.SkipUnless(File.Exists(start.FileName), "setpriv(1) of util-linux is not installed");
        }

        var run = await AgentProcess.RunAsync(start);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Equal($"{host.SettingsFile}: may not be read by this user; only root and the group hs-trainer-agent may: use sudo\n", run.Error);
    }

    [Fact]
    public async Task The_token_is_in_no_output()
    {
        using var host = FixtureHost.WithoutMedia();

        foreach (var output in new[] { "text", "json" })
        {
            var run = await AgentProcess.RunAsync("check", "--root", host.Root, "--output", output);
            Assert.DoesNotContain(FixtureHost.Token, run.Output + run.Error);
        }
    }
}
