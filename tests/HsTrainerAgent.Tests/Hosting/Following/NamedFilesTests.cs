namespace HsTrainerAgent.Tests.Hosting.Following;

/// <summary>The files that the settings name are followed like the settings file itself.</summary>
public sealed class NamedFilesTests
{
    [Fact]
    public async Task A_new_token_in_the_token_file_alone_counts_and_is_not_told()
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        await agent.SaveAsync(() => File.WriteAllText(agent.TokenFile, "another-tok3n\n"));
        Assert.Equal("another-tok3n", agent.Current.Now.Settings!.Application.Token.Reveal());
        Assert.Contains("changed: application.token", agent.Told("settings-loaded"));
        Assert.DoesNotContain(agent.Told(), line => line.Contains(RunningAgent.Token) || line.Contains("another-tok3n"));
    }

    [Fact]
    public async Task A_renewed_ca_alone_counts_although_the_settings_are_the_same()
    {
        await using var agent = await new RunningAgent().StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        await agent.SaveAsync(() => File.WriteAllText(agent.CaFile, "ca 2"));
        Assert.Contains("changed: content of application.tls.caFile /tls/ca.pem", agent.Told("settings-loaded"));
    }

    [Fact]
    public async Task A_token_file_that_only_the_new_settings_name_must_settle_too()
    {
        // So long that the half of it does not settle while the machine stands still.
        var json = RunningAgent.Json(settle: "4s");
        await using var agent = new RunningAgent();
        File.WriteAllText(agent.Settings, json);
        await agent.StartAsync();
        await agent.Until(() => agent.Current.Now.Epoch == 1);
        File.WriteAllText(agent.In("etc/token2"), "half-a-");
        File.WriteAllText(agent.Settings, json.Replace("/etc/token", "/etc/token2"));
        await Task.Delay(700);
        await agent.SaveAsync(() => File.AppendAllText(agent.In("etc/token2"), "token"));
        Assert.Equal("half-a-token", agent.Current.Now.Settings!.Application.Token.Reveal());
        Assert.Equal(2, agent.Current.Now.Epoch);
    }
}
