using System.Diagnostics;
using HsTrainerAgent.Demo;

namespace HsTrainerAgent.Tests.Checks.Api;

/// <summary>Against OpenSSL's own server, which sends the alerts that nginx and HAProxy send.</summary>
public sealed class OpenSslServerTests : Asking
{
    [Theory]
    [InlineData("-tls1_2", false, "the server asks for a client certificate and the settings have none")]
    [InlineData("-tls1_3", false, "the server asks for a client certificate and the settings have none")]
    [InlineData("-tls1_2", true, "the server refuses the client certificate (TLS alert: unknown ca)")]
    [InlineData("-tls1_3", true, "the server refuses the client certificate (TLS alert: unknown ca)")]
    public async Task A_client_certificate_that_is_missing_or_refused_is_told(string version, bool shown, string observed)
    {
        using var stranger = new ThrowAwayCa("Stranger");
        using var client = stranger.IssueClient("trainer");
        if (shown)
            Tls = Tls with { ClientCertificateFile = Write("client.pem", client.Certificate()), ClientKeyFile = Write("client.key", client.Key()) };
        using var server = Serve(version, "-Verify", "1", "-verify_return_error", "-CAfile", Folder + "/ca.pem");

        Assert.Equal(observed, (await FindingAsync("api.client-certificate", Settings($"https://localhost:{server.Port}"))).Observed);
    }

    [Fact]
    public async Task Two_sides_without_a_cipher_in_common_are_a_failed_handshake()
    {
        // A cipher for RSA keys, and a certificate with an elliptic one.
        using var server = Serve("-tls1_2", "-cipher", "AES128-SHA");

        Assert.EndsWith("alert handshake failure", (await FindingAsync("api.tls-handshake", Settings($"https://localhost:{server.Port}"))).Observed);
    }

    private Server Serve(params string[] options)
    {
        using var certificate = Ca.IssueServer("localhost");
        File.WriteAllText(Folder + "/server.pem", certificate.Certificate() + "\n" + certificate.Key());
        return new Server(["-cert", Folder + "/server.pem", "-key", Folder + "/server.pem", .. options]);
    }

    private sealed class Server : IDisposable
    {
        private readonly Process process;

        public Server(string[] options)
        {
            Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "there is no /usr/bin/openssl to serve with");
            process = Process.Start(new ProcessStartInfo("/usr/bin/openssl", ["s_server", "-accept", "127.0.0.1:0", "-www", .. options])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            // "ACCEPT 127.0.0.1:40123"
            for (string? line; (line = process.StandardOutput.ReadLine()) is not null;)
            {
                if (line.StartsWith("ACCEPT ", StringComparison.Ordinal))
                    Port = int.Parse(line[(line.LastIndexOf(':') + 1)..]);
                if (Port != 0)
                    return;
            }
            Assert.Fail(process.StandardError.ReadToEnd());
        }

        public int Port { get; }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
