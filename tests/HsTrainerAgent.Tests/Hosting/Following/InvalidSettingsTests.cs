using System.Diagnostics;

namespace HsTrainerAgent.Tests.Hosting.Following;

/// <summary>Invalid settings are told once, with all errors, and the last good ones stay in force.</summary>
public sealed class InvalidSettingsTests
{
    [Fact]
    public async Task All_errors_are_told_once_and_the_finding_clears_when_the_file_is_valid_again()
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        var good = File.ReadAllText(agent.Settings);
        File.WriteAllText(agent.Settings, """{ "application": { "url": "https://b.internal", "token": "x y" }, "trainers": [], "nonsense": 1 }""");
        await agent.UntilTold("opened");
        await Task.Delay(2500);
        Assert.Contains(agent.Told("settings-invalid"), line => line.Contains("nonsense"));
        Assert.Contains(agent.Told("settings-invalid"), line => line.Contains("application.token"));
        Assert.Equal(agent.Told("settings-invalid").Distinct(), agent.Told("settings-invalid"));
        Assert.Contains("the last good settings stay in force", Assert.Single(agent.Told("opened")));
        Assert.Equal(("https://a.internal", 1), (agent.Current.Now.Settings!.Application.Url, agent.Current.Now.Epoch));

        File.WriteAllText(agent.Settings, good);
        await agent.UntilTold("settings-valid-again");
        Assert.Single(agent.Told("cleared"));
        Assert.Equal(1, agent.Current.Now.Epoch);
    }

    [Fact]
    public async Task Missing_settings_at_the_start_are_waited_for_with_the_command_that_makes_them()
    {
        await using var agent = new RunningAgent();
        File.Delete(agent.Settings);
        await agent.StartAsync();
        await Task.Delay(2500);
        Assert.Equal($"no {agent.Settings}; write one with: hs-trainer-agent settings init --settings {agent.Settings}", Assert.Single(agent.Told("settings-missing")));
        Assert.Empty(agent.Told("settings-invalid"));
        File.WriteAllText(agent.Settings, RunningAgent.Json());
        await agent.UntilTold("settings-loaded");
        Assert.NotNull(agent.Current.Now.Settings);
    }

    [Fact]
    public async Task Blank_settings_are_waited_for_quietly_until_they_are_filled_in()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, """{ "application": { "url": "", "token": "" }, "trainers": [{ "bundle": "" }] }""");
        await agent.StartAsync();
        await agent.UntilTold("settings-missing");
        await agent.Until(() => agent.Status?.State == "not configured: fill in /etc/agent.json");
        await Task.Delay(2500);
        Assert.Equal(
            $"fill in application.url, application.token and trainers[0].bundle in {agent.Settings} (man 5 hs-trainer-agent.json); it is taken as soon as it is valid",
            Assert.Single(agent.Told("settings-missing")));
        Assert.Equal(("not-configured", true, "unknown", 3), (agent.Status!.Settings.State, agent.Status.Settings.Blank, agent.Status.Status, agent.Status.ExitCode));
        Assert.Empty(agent.Told("opened"));
        Assert.Empty(agent.Told("settings-invalid"));
        File.WriteAllText(agent.Settings, RunningAgent.Json());
        await agent.UntilTold("settings-loaded");
        Assert.Equal(1, agent.Current.Now.Epoch);
    }

    [Fact]
    public async Task A_finding_of_invalid_settings_clears_when_there_are_none_any_more()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, "{");
        await agent.StartAsync();
        await agent.UntilTold("opened");
        File.WriteAllText(agent.Settings, "// to be written anew\n");
        await agent.UntilTold("settings-missing");
        Assert.Single(agent.Told("cleared"));
        File.Delete(agent.Settings);
        await agent.UntilTold("settings-missing", 2);
        await agent.Until(() => agent.Status is { State: "not configured: no /etc/agent.json", Settings.Errors: [] });
    }

    [Theory]
    [InlineData("nothing is filled in any more; restore it; the last good settings stay in force")]
    [InlineData("does not exist")]
    public async Task Good_settings_stay_in_force_when_the_file_is_emptied_or_deleted(string wrong)
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        if (wrong == "does not exist")
            File.Delete(agent.Settings);
        else
            File.WriteAllText(agent.Settings, "{}");
        await agent.UntilTold("opened");
        Assert.Contains("the last good settings stay in force", Assert.Single(agent.Told("opened")));
        Assert.Contains(wrong, Assert.Single(agent.Told("settings-invalid")));
        await agent.Until(() => agent.Status is { Settings.State: "invalid", Settings.Url: "https://a.internal" });
        Assert.Equal(1, agent.Current.Now.Epoch);
        Assert.Empty(agent.Told("settings-missing"));
    }

    [Fact]
    public async Task Invalid_settings_at_the_start_are_told_and_waited_for()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, "{");
        await agent.StartAsync();
        await agent.UntilTold("opened");
        Assert.Contains("waiting for valid settings", Assert.Single(agent.Told("opened")));
        File.WriteAllText(agent.Settings, RunningAgent.Json());
        await agent.UntilTold("cleared");
        // Cleared is told before the settings are put in force.
        await agent.UntilTold("settings-loaded");
        Assert.Equal(1, agent.Current.Now.Epoch);
    }

    [Fact]
    public async Task What_this_version_does_not_do_is_told_with_the_settings()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(more: """, "metrics": { "textfile": "/var/lib/a.prom" } """));
        await agent.StartAsync();
        await agent.UntilTold("settings-loaded", 2);
        Assert.Equal("metrics.textfile: not supported by this version: the file is not written", agent.Told("settings-loaded")[1]);
    }

    [Fact]
    public async Task What_comes_back_as_it_was_within_the_settle_time_is_no_change()
    {
        await using var agent = new RunningAgent();
        // Longer than the machine stands still.
        File.WriteAllText(agent.Settings, RunningAgent.Json(settle: "3s"));
        await agent.StartAsync();
        await agent.UntilTold("settings-loaded");
        var told = agent.Told().Count;
        File.Move(agent.Settings, agent.Settings + ".away");
        await Task.Delay(300);
        File.Move(agent.Settings + ".away", agent.Settings);
        File.WriteAllText(agent.CaFile, "half");
        await Task.Delay(300);
        File.WriteAllText(agent.CaFile, "ca 1");
        File.SetLastWriteTimeUtc(agent.Settings, DateTime.UtcNow);
        await Task.Delay(5500);
        Assert.Equal(1, agent.Current.Now.Epoch);
        Assert.Equal(told, agent.Told().Count);
    }

    [Fact]
    public async Task Other_spelling_of_the_same_settings_changes_nothing()
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        File.AppendAllText(agent.Settings, "\n// a comment\n");
        await Task.Delay(2500);
        Assert.Equal(1, agent.Current.Now.Epoch);
        Assert.Empty(agent.Told("settings-invalid"));
    }

    [Fact]
    public async Task A_fifo_in_the_place_of_the_settings_blocks_nothing()
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        File.Delete(agent.Settings);
        Process.Start("mkfifo", agent.Settings).WaitForExit();
        await agent.UntilTold("settings-invalid");
        Assert.Equal(1, agent.Current.Now.Epoch);
        File.Delete(agent.Settings);
        File.WriteAllText(agent.Settings, RunningAgent.Json());
        await agent.UntilTold("settings-valid-again");
    }

    [Fact]
    public async Task Settings_that_may_not_be_read_are_invalid_and_the_last_good_stay()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        Process.Start("chmod", ["000", agent.Settings]).WaitForExit();
        await agent.UntilTold("settings-invalid");
        Process.Start("chmod", ["600", agent.Settings]).WaitForExit();
        await agent.UntilTold("settings-valid-again");
        Assert.Equal(1, agent.Current.Now.Epoch);
    }

    [Fact]
    public async Task Asking_for_a_reload_reads_at_once_and_still_refuses_what_is_invalid()
    {
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, RunningAgent.Json(settle: "1h"));
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        File.WriteAllText(agent.Settings, RunningAgent.Json(url: "https://b.internal", settle: "1h"));
        agent.Reload();
        await agent.Until(() => agent.Current.Now.Epoch == 2);
        File.WriteAllText(agent.Settings, "{");
        agent.Reload();
        await agent.UntilTold("settings-invalid", 1);
        agent.Reload();
        await agent.UntilTold("settings-invalid", 2);
        Assert.Equal("https://b.internal", agent.Current.Now.Settings!.Application.Url);
    }
}
