using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Opens the connection phase by phase, name, connect, TLS, and writes down how long each took and which one broke.</summary>
internal sealed class Connection(Uri url, TlsFiles files, ProbeLimits limits, TimeProvider clock, Observed observed)
{
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        try
        {
            var stream = new NetworkStream(await ConnectAsync(await ResolveAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false), ownsSocket: true);
            return url.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, cancellation).ConfigureAwait(false) : stream;
        }
        catch (FaultException broken)
        {
            // What the HTTP client makes of this exception says less than the phase itself.
            observed.Fault = broken.Fault;
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        try
        {
            var addresses = await NameLookup.ResolveAsync(url.IdnHost, limits.Name, clock, cancellation).ConfigureAwait(false);
            observed.NameTime = clock.GetElapsedTime(started);
            return addresses.Length > 0 ? addresses : throw new FaultException(FaultKind.Name, $"{url.IdnHost} has no address");
        }
        catch (TimeoutException)
        {
            throw new FaultException(FaultKind.Name, $"no answer from the name servers within {limits.Name.TotalSeconds:0.#} s");
        }
        catch (SocketException error)
        {
            throw new FaultException(FaultKind.Name, error.SocketErrorCode switch
            {
                SocketError.HostNotFound => $"there is no host {url.IdnHost}",
                SocketError.NoData => $"{url.IdnHost} has no address",
                SocketError.TryAgain => "the name servers cannot be reached or failed (temporary failure in name resolution)",
                _ => error.Message,
            }, error);
        }
    }

    private async Task<Socket> ConnectAsync(IPAddress[] addresses, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var socket = await Dialling.ConnectAsync(addresses, url.Port, limits.Connect, clock, cancellation).ConfigureAwait(false);
        observed.ConnectTime = clock.GetElapsedTime(started);
        observed.Address = (IPEndPoint)socket.RemoteEndPoint!;
        return socket;
    }

    private async Task<Stream> SecureAsync(NetworkStream plain, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var trust = new ServerTrust(files.ExtraAuthorities, clock.GetUtcNow(), observed);
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(trust), cancellation).ConfigureAwait(false);
            observed.ClientCertificateAsked |= secure.IsMutuallyAuthenticated;
            observed.TlsTime = clock.GetElapsedTime(started);
            return secure;
        }
        catch (Exception error)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            if (trust.Fault is { } distrust)
                throw new FaultException(distrust.Kind, distrust.Detail, error);
            if (error is AuthenticationException or IOException)
                throw TlsFault.Of(error, observed.ClientCertificateAsked, files.ClientCertificate is not null);
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(ServerTrust trust) => new()
    {
        TargetHost = url.IdnHost,
        CertificateChainPolicy = ServerTrust.Policy(clock.GetUtcNow()),
        RemoteCertificateValidationCallback = trust.Accept,
        ClientCertificateContext = files.ClientCertificate,
        LocalCertificateSelectionCallback = files.ClientCertificate is not null ? null : (_, _, _, serverCertificate, _) =>
        {
            // Called once before the handshake, and again with the server's certificate when the server asks.
            observed.ClientCertificateAsked |= serverCertificate is not null;
            return null!;
        },
    };
}
