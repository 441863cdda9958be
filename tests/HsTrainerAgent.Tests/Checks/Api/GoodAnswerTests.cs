using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class GoodAnswerTests : Asking
{
    [Fact]
    public async Task An_application_that_takes_the_token_and_tells_its_version_is_in_sync()
    {
        var outcome = await AskAsync();

        Assert.Null(outcome.Reason);
        Assert.Equal(CheckStatus.InSync, outcome.Status);
        Assert.Equal(1, Application.Requests);
        Assert.Equal("/api/v5/version", Application.LastPath);
    }

    [Fact]
    public async Task The_facts_tell_each_phase_the_certificate_the_version_and_the_backend()
    {
        var facts = (await AskAsync()).Facts!;

        Assert.Equal(Application.Url + "/api/v5/version", (string?)facts["url"]);
        Assert.Equal("127.0.0.1:" + Application.Port, (string?)facts["address"]);
        foreach (var phase in (string[])["nameMs", "connectMs", "tlsMs", "httpMs"])
            Assert.InRange((double)facts[phase]!, 0, 30_000);
        Assert.Equal("CN=localhost", (string?)facts["certificate"]!["subject"]);
        Assert.Equal("CN=Throw-away CA of a test", (string?)facts["certificate"]!["issuer"]);
        Assert.InRange((int)facts["certificate"]!["daysLeft"]!, 363, 366);
        Assert.Equal((200, "42.0.0", "stand-in-1"), ((int)facts["httpStatus"]!, (string?)facts["version"], (string?)facts["backend"]));
    }
}
