using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Linux;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class TlsFilesTests : Asking
{
    [Fact]
    public async Task A_caFile_that_is_missing_is_named_and_nothing_is_asked()
    {
        Tls = new TlsSettings { CaFile = "/certs/corp ca.pem" };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal(("/certs/corp ca.pem", "a file that can be read and used", "is missing"), (finding.Subject, finding.Desired, finding.Observed));
        Assert.Equal("ls -lL '/certs/corp ca.pem'", finding.Fix);
        Assert.Equal(0, Application.Requests);
    }

    [Theory]
    [InlineData("", "holds no certificate that can be read (PEM or DER)")]
    [InlineData("hello", "holds no certificate that can be read (PEM or DER)")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds no certificate that can be read (PEM or DER)")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no certificate")]
    public async Task A_caFile_without_a_certificate_is_unusable(string text, string observed)
    {
        Tls = new TlsSettings { CaFile = Write("bad.pem", text) };

        Assert.Equal(observed, (await FindingAsync("api.tls-files")).Observed);
    }

    [Fact]
    public async Task A_caFile_may_be_a_bundle_with_comments_or_DER()
    {
        using var other = new ThrowAwayCa("Other CA");
        Tls = new TlsSettings { CaFile = Write("bundle.pem", "# the corporate authorities\r\n" + other.Pem + "\n\n# another\n" + Ca.Pem) };
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);

        await File.WriteAllBytesAsync(Path.Combine(Folder, "ca.der"), Ca.Certificate.RawData);
        Tls = new TlsSettings { CaFile = "/ca.der" };
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_is_said_to_be_one()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "certs"));
        Tls = new TlsSettings { CaFile = "/certs" };

        Assert.Equal("is a folder", (await FindingAsync("api.tls-files")).Observed);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_a_finding()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        File.SetUnixFileMode(Folder + Write("locked.pem", Ca.Pem), UnixFileMode.None);
        Tls = new TlsSettings { CaFile = "/locked.pem" };

        Assert.Equal("cannot be read by the user the agent runs as", (await FindingAsync("api.tls-files")).Observed);
    }

    [Fact]
    public async Task A_file_that_the_agents_own_unit_hides_is_said_to_be_hidden_with_the_cure()
    {
        using var hidden = HiddenFolder.Make(Folder + "/private");
        Tls = new TlsSettings { CaFile = "/private/corp ca.pem" };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal($"is hidden from this service: its own unit makes {Folder}/private inaccessible", finding.Observed);
        Assert.Equal("install -D -o root -g hs-trainer-agent -m 0640 '/private/corp ca.pem' '/etc/hs-trainer-agent/corp ca.pem' # then name that file in application.tls", finding.Fix);
    }

    [Fact]
    public async Task Each_unusable_file_is_a_finding_of_its_own()
    {
        Tls = new TlsSettings { CaFile = "/a.pem", ClientCertificateFile = "/b.pem", ClientKeyFile = "/c.pem", Files = ["/d.pem"] };

        var outcome = await AskAsync();

        Assert.Equal(["/a.pem", "/b.pem", "/c.pem", "/d.pem"], outcome.Findings.Select(finding => finding.Subject));
        Assert.All(outcome.Findings, finding => Assert.Equal("api.tls-files", finding.Code));
    }

    [Fact]
    public async Task A_client_key_of_a_kind_that_this_system_cannot_use_is_a_finding()
    {
        using var client = new ThrowAwayCa("Client CA");
        // Of a curve that no library knows, as RHEL's knows no Brainpool curve.
        const string Key = "MIGHAgEAMBMGByqGSM49AgEGCCqGSS49AwEHBG0wawIBAQQgifJJsm7TQcWCACtSzzJyuZTwoSbW/sp18Ag0JDz6YhGhRANCAAR45PZVfKVNXr2mMPWZnF3koaGyhyRXL9qv8hD+xEAKr9xCndXhM1rJkA4E92UrURMYqA+J8MdFfjr+FS1RuI1S";
        Tls = new TlsSettings
        {
            ClientCertificateFile = Write("client.pem", client.Pem),
            ClientKeyFile = Write("client.key", $"-----BEGIN PRIVATE KEY-----\n{Key}\n-----END PRIVATE KEY-----\n"),
        };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal(("/client.key", "the key cannot be used or is not the certificate's"), (finding.Subject, finding.Observed));
    }

    [Fact]
    public async Task A_client_key_with_a_passphrase_is_said_to_be_encrypted()
    {
        using var client = Ca.IssueClient("trainer");
        Tls = Tls with { ClientCertificateFile = Write("client.pem", client.Certificate()), ClientKeyFile = Write("client.key", client.EncryptedKey("open sesame")) };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal(("/client.key", "the key is encrypted, and the agent has no passphrase"), (finding.Subject, finding.Observed));
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_not_the_certificates()
    {
        using var client = Ca.IssueClient("trainer");
        using var other = Ca.IssueClient("other");
        Tls = Tls with { ClientCertificateFile = Write("client.pem", client.Certificate()), ClientKeyFile = Write("client.key", other.Key()) };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal(("/client.key", "the key cannot be used or is not the certificate's"), (finding.Subject, finding.Observed));
    }

    [Theory]
    [InlineData(false, "no key here", "/client.key", "holds no private key in PEM form")]
    [InlineData(true, "no certificate here", "/client.pem", "holds no certificate in PEM form")]
    public async Task A_file_that_holds_something_else_is_said_to(bool certificate, string text, string subject, string observed)
    {
        using var client = Ca.IssueClient("trainer");
        Tls = Tls with
        {
            ClientCertificateFile = Write("client.pem", certificate ? text : client.Certificate()),
            ClientKeyFile = Write("client.key", certificate ? client.Key() : text),
        };

        var finding = await FindingAsync("api.tls-files");

        Assert.Equal((subject, observed), (finding.Subject, finding.Observed));
    }
}
