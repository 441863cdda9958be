using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HsTrainerAgent.Demo;

/// <summary>Stands in for the main application on 127.0.0.1: tells its version to whoever brings an accepted token, and misbehaves on demand; everything may be changed while it runs.</summary>
internal sealed class StandInApplication : IAsyncDisposable
{
    private readonly WebApplication web;
    private int requests;

    private StandInApplication(X509Certificate2? certificate)
    {
        Certificate = certificate;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Tls()) });
            });
        });
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    /// <summary>Shown on each new connection.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>What the server sends along with its certificate.</summary>
    public X509Certificate2Collection Intermediates { get; set; } = [];

    /// <summary>Set for mutual TLS: says whether a client certificate (null when none was shown) will do.</summary>
    public Func<X509Certificate?, bool>? AcceptsClient { get; set; }

    /// <summary>The accepted tokens.</summary>
    public IReadOnlySet<string> Tokens { get; set; } = new HashSet<string>();

    public string Version { get; set; } = "42.0.0";

    /// <summary>Answers every request in place of the version, while it is set.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>How many requests came, whatever the answer was.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>The path of the last request, with its query.</summary>
    public string? LastPath { get; private set; }

    public int Port { get; private set; }

    /// <summary>As <c>application.url</c> wants it.</summary>
    public string Url => $"{(Certificate is null ? "http" : "https")}://localhost:{Port}";

    /// <param name="certificate">Null for plain http.</param>
    /// <param name="tokens">The tokens that are accepted at first.</param>
    public static async Task<StandInApplication> StartAsync(X509Certificate2? certificate, params string[] tokens)
    {
        var application = new StandInApplication(certificate) { Tokens = tokens.ToHashSet() };
        await application.web.StartAsync();
        application.Port = new Uri(application.web.Urls.Single()).Port;
        return application;
    }

    public async ValueTask DisposeAsync()
    {
        // A request that hangs on purpose must not hold up the end.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await web.StopAsync(atOnce.Token);
        await web.DisposeAsync();
    }

    private SslServerAuthenticationOptions Tls() => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(Certificate!, Intermediates, offline: true),
        ClientCertificateRequired = AcceptsClient is not null,
        RemoteCertificateValidationCallback = (_, shown, _, _) => AcceptsClient?.Invoke(shown) ?? true,
    };

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        LastPath = context.Request.Path + context.Request.QueryString;
        if (Instead is { } instead)
            await instead(context);
        else if (context.Request.Headers.Authorization.ToString() is not { } header || !header.StartsWith("Token ", StringComparison.Ordinal) || !Tokens.Contains(header[6..]))
            await Answers.Status(401, """{"detail":"Invalid token."}""", headers: ("WWW-Authenticate", "Token"))(context);
        else if (!context.Request.Path.Value!.EndsWith("/api/v5/version", StringComparison.Ordinal))
            await Answers.Status(404, """{"detail":"Not found."}""")(context);
        else
            await Answers.Status(200, $$"""{"version": "{{Version}}", "date": "2025-09-10"}""", headers: ("X-Extract-Backend-Server", "stand-in-1"))(context);
    }
}
