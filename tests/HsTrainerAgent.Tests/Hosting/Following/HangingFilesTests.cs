using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Hosting.Following;

/// <summary>A file that the settings name lies on a file system that does not answer.</summary>
public sealed class HangingFilesTests
{
    [Fact]
    public async Task A_hanging_TLS_file_keeps_no_other_change_from_being_noticed_and_is_no_change_itself_when_it_is_back()
    {
        await using var agent = new RunningAgent();
        // Between the end of its server and the unmount the file cannot be read, which must not settle.
        File.WriteAllText(agent.Settings, RunningAgent.Json(settle: "3s"));
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        using (new HangingFolder(agent.In("tls")))
        {
            // The follower finds out by itself, and then goes on with the rest.
            await Task.Delay(TimeSpan.FromSeconds(14), TestContext.Current.CancellationToken);
            File.WriteAllText(agent.Settings, RunningAgent.Json(url: "https://b.internal", settle: "3s"));
            await agent.Until(() => agent.Current.Now.Settings!.Application.Url == "https://b.internal");
            File.WriteAllText(agent.TokenFile, "another-tok3n\n");
            await agent.Until(() => agent.Current.Now.Settings!.Application.Token.Reveal() == "another-tok3n");
            Assert.Empty(agent.Told("settings-invalid"));
        }
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(agent.Told("settings-loaded"), line => line.Contains("caFile"));
        var epoch = agent.Current.Now.Epoch;
        File.WriteAllText(agent.CaFile, "ca 2");
        await agent.Until(() => agent.Told("settings-loaded").Contains("changed: content of application.tls.caFile /tls/ca.pem"));
        Assert.Equal(epoch + 1, agent.Current.Now.Epoch);
    }

    [Fact]
    public async Task A_hanging_token_file_keeps_the_last_good_token_in_force_and_is_told_with_since_when_until_it_is_back()
    {
        await using var agent = new RunningAgent();
        Directory.CreateDirectory(agent.In("secret"));
        File.WriteAllText(agent.In("secret/token"), RunningAgent.Token);
        var json = RunningAgent.Json().Replace("/etc/token", "/secret/token");
        File.WriteAllText(agent.Settings, json);
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        using (new HangingFolder(agent.In("secret")))
        {
            await agent.UntilTold("settings-invalid");
            Assert.Matches(@"application\.tokenFile: names a file that has not answered since 20.*Z; look at what serves /secret/token", agent.Told("settings-invalid")[0]);
            Assert.Equal(RunningAgent.Token, agent.Current.Now.Settings!.Application.Token.Reveal());
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            Assert.Single(agent.Told("settings-invalid"));
        }
        await agent.UntilTold("settings-valid-again");
        Assert.Equal(1, agent.Current.Now.Epoch);
    }

    [Fact]
    public Task A_stop_waits_for_no_file_that_hangs() => Promised.WithinAsync(TimeSpan.FromSeconds(2), async () =>
    {
        await using var agent = new RunningAgent { CheckDeadline = TimeSpan.FromSeconds(1) };
        await agent.StartAsync(new ApiCheck());
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        using var hanging = new HangingFolder(agent.In("tls"));
        agent.Reload();
        await agent.Until(() => agent.Status is { } status && status.Checks.Any(check => check.Findings.Any(finding => finding is { Code: "host.not-answering", Subject: "/tls/ca.pem" })));

        return await agent.StopAsync();
    });
}
