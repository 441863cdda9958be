using System.Security.Cryptography.X509Certificates;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class ClientCertificateTests : Asking
{
    private void Show(X509Certificate2 certificate) =>
        Tls = Tls with { ClientCertificateFile = Write("client.pem", certificate.Certificate()), ClientKeyFile = Write("client.key", certificate.Key()) };

    [Fact]
    public async Task A_server_that_wants_one_and_gets_none_is_told_so()
    {
        Application.AcceptsClient = shown => shown is not null;

        var finding = await FindingAsync("api.client-certificate");

        Assert.Equal("a client certificate that the server accepts", finding.Desired);
        Assert.Equal("the server asks for a client certificate and the settings have none", finding.Observed);
        Assert.StartsWith($"openssl s_client -connect localhost:{Application.Port} ", finding.Fix);
        Assert.Equal(0, Application.Requests);
    }

    [Fact]
    public async Task A_server_that_asks_but_takes_a_client_without_is_content()
    {
        Application.AcceptsClient = _ => true;

        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
    }

    [Fact]
    public async Task The_certificate_of_the_settings_is_shown()
    {
        using var client = Ca.IssueClient("trainer");
        string? seen = null;
        Application.AcceptsClient = shown => (seen = shown?.Subject) is not null;
        Show(client);

        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
        Assert.Equal("CN=trainer", seen);
    }

    [Fact]
    public async Task One_file_may_hold_both_certificate_and_key()
    {
        using var client = Ca.IssueClient("trainer");
        Application.AcceptsClient = shown => shown is not null;
        Tls = Tls with { ClientCertificateFile = Write("both.pem", client.Key() + "\n" + client.Certificate()) };

        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
    }

    [Fact]
    public async Task A_server_that_refuses_the_one_it_was_shown_is_a_finding()
    {
        using var client = Ca.IssueClient("trainer");
        Application.AcceptsClient = _ => false;
        Show(client);

        var finding = await FindingAsync("api.client-certificate");

        Assert.Contains("client certificate", finding.Observed);
        Assert.Equal(0, Application.Requests);
    }

    [Fact]
    public async Task What_nginx_says_without_a_certificate_is_a_finding_about_the_certificate()
    {
        Application.AcceptsClient = _ => true;
        Application.Instead = Answers.Status(400, "<title>400 No required SSL certificate was sent</title>", "text/html");

        Assert.Equal("HTTP 400 Bad Request, text/html: <title>400 No required SSL certificate was sent</title>", (await FindingAsync("api.client-certificate")).Observed);
    }

    [Fact]
    public async Task A_client_certificate_that_ends_soon_is_a_warning_about_its_file()
    {
        using var client = Ca.IssueClient("trainer", notAfter: DateTimeOffset.UtcNow.AddDays(5).AddHours(1));
        Application.AcceptsClient = shown => shown is not null;
        Show(client);

        var finding = await FindingAsync("api.tls-expires-soon");

        Assert.Equal("/client.pem", finding.Subject);
        Assert.EndsWith("in 5 days", finding.Observed);
        Assert.Equal("openssl x509 -noout -subject -dates -in /client.pem", finding.Fix);
    }
}
