using System.Security.Cryptography.X509Certificates;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class TlsTests : Asking
{
    [Fact]
    public async Task A_certificate_of_an_authority_nobody_named_is_untrusted_and_the_token_is_not_sent()
    {
        Tls = new TlsSettings();

        var finding = await FindingAsync("api.tls-untrusted");

        Assert.Equal(Application.Url, finding.Subject);
        Assert.Equal("a certificate of an authority in the system's store or application.tls.caFile", finding.Desired);
        Assert.StartsWith("issued by CN=Throw-away CA of a test, which is not trusted here", finding.Observed);
        Assert.Equal($"openssl s_client -connect localhost:{Application.Port} -servername localhost -showcerts </dev/null # shows the chain: name the file of its CA in application.tls.caFile", finding.Fix);
        Assert.Equal(0, Application.Requests);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_called_so_and_is_trusted_when_it_is_the_caFile()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        Application.Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));

        Assert.Equal("the certificate is self-signed and not trusted here", (await FindingAsync("api.tls-untrusted")).Observed);

        Tls = new TlsSettings { CaFile = Write("self.pem", Application.Certificate.Certificate()) };
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
    }

    [Fact]
    public async Task A_certificate_for_another_name_names_both()
    {
        Application.Certificate = Ca.IssueServer("application.example");

        var finding = await FindingAsync("api.tls-name");

        Assert.Equal(("a certificate for localhost", "the certificate is for application.example"), (finding.Desired, finding.Observed));
        Assert.Contains($"openssl s_client -connect localhost:{Application.Port} -servername localhost </dev/null", finding.Fix);
        Assert.Equal(0, Application.Requests);
    }

    [Fact]
    public async Task An_expired_certificate_is_told_with_its_end_and_the_facts_keep_it()
    {
        Application.Certificate = Ca.IssueServer("localhost", DateTimeOffset.UtcNow.AddDays(-30), new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-2), TimeSpan.Zero));

        var outcome = await AskAsync();

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal("api.tls-expired", finding.Code);
        Assert.Equal($"the certificate expired on {DateTime.UtcNow.Date.AddDays(-2):yyyy-MM-dd} 00:00Z", finding.Observed);
        Assert.Equal($"a certificate valid on {DateTime.UtcNow:yyyy-MM-dd}", finding.Desired);
        Assert.Contains("openssl x509 -noout -dates", finding.Fix);
        Assert.Equal($"{DateTime.UtcNow.Date.AddDays(-2):yyyy-MM-dd}T00:00:00Z", (string?)outcome.Facts!["certificate"]!["notAfter"]);
        Assert.InRange((int)outcome.Facts["certificate"]!["daysLeft"]!, -3, -2);
        Assert.Equal(0, Application.Requests);
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_told_with_its_start()
    {
        Application.Certificate = Ca.IssueServer("localhost", new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3), TimeSpan.Zero));

        var finding = await FindingAsync("api.tls-expired");

        Assert.Equal($"the certificate is not valid before {DateTime.UtcNow.Date.AddDays(3):yyyy-MM-dd} 00:00Z", finding.Observed);
    }

    [Fact]
    public async Task Of_several_faults_the_distrust_leads_and_the_others_are_told_too()
    {
        using var other = new ThrowAwayCa("Other CA");
        Application.Certificate = other.IssueServer("application.example", DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-2));

        var finding = await FindingAsync("api.tls-untrusted");

        Assert.Contains("issued by CN=Other CA", finding.Observed);
        Assert.Contains("; also the certificate expired on ", finding.Observed);
        Assert.Contains("; also the certificate is for application.example", finding.Observed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_below_an_intermediate_needs_the_intermediate_from_the_server(bool sent)
    {
        using var intermediate = Ca.Intermediate("Issuing CA");
        Application.Certificate = intermediate.IssueServer("localhost");
        if (sent)
            Application.Intermediates = [intermediate.Certificate];

        var outcome = await AskAsync();

        Assert.Equal(sent ? CheckStatus.InSync : CheckStatus.Drift, outcome.Status);
        Assert.Equal(sent ? [] : ["issued by CN=Issuing CA, which is not trusted here and for which the server sends no chain to a trusted root"],
            outcome.Findings.Select(finding => finding.Observed));
    }

    [Fact]
    public async Task An_intermediate_that_is_not_sent_is_not_fetched_from_where_the_certificate_says()
    {
        await using var elsewhere = RawServer.Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        using var intermediate = Ca.Intermediate("Issuing CA");
        Application.Certificate = intermediate.IssueServer("localhost", issuerAt: $"http://127.0.0.1:{elsewhere.Port}/issuing.crt");

        await FindingAsync("api.tls-untrusted");

        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task An_intermediate_alone_in_the_caFile_is_trusted_but_not_a_forgery_of_it()
    {
        using var intermediate = Ca.Intermediate("Issuing CA");
        using var forger = Ca.Intermediate("Issuing CA");
        Tls = new TlsSettings { CaFile = Write("intermediate.pem", intermediate.Pem) };

        Application.Certificate = intermediate.IssueServer("localhost");
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);

        Application.Certificate = forger.IssueServer("localhost");
        await FindingAsync("api.tls-untrusted");
        Application.Intermediates = [intermediate.Certificate];
        await FindingAsync("api.tls-untrusted");
    }

    [Fact]
    public async Task A_client_certificate_does_not_pass_for_a_server()
    {
        Application.Certificate = Ca.IssueClient("localhost");

        await FindingAsync("api.tls-untrusted");
    }

    [Fact]
    public async Task A_certificate_that_ends_within_the_threshold_is_a_warning_beside_a_good_answer()
    {
        Application.Certificate = Ca.IssueServer("localhost", notAfter: DateTimeOffset.UtcNow.AddDays(20).AddHours(1));

        var outcome = await AskAsync();

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal(("api.tls-expires-soon", Severity.Warning, "valid for more than 21 days"), (finding.Code, finding.Severity, finding.Desired));
        Assert.EndsWith("Z, in 20 days", finding.Observed);
        Assert.Equal("42.0.0", (string?)outcome.Facts!["version"]);

        Assert.Empty((await AskAsync(Settings() with { Thresholds = new ThresholdSettings { CertificateDays = 14 } })).Findings);
    }

    [Fact]
    public async Task An_address_in_the_URL_is_matched_with_the_addresses_of_the_certificate()
    {
        var url = $"https://127.0.0.1:{Application.Port}";

        Assert.Contains($"openssl s_client -connect 127.0.0.1:{Application.Port} -noservername </dev/null", (await FindingAsync("api.tls-name", Settings(url))).Fix);

        Application.Certificate = Ca.IssueServer("127.0.0.1");
        Assert.Equal(CheckStatus.InSync, (await AskAsync(Settings(url))).Status);
    }
}
