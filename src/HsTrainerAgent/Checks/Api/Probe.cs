using System.Net;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Refit;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Sends exactly one GET with the token, over a connection of its own: no retry, no redirect, no proxy, no cookies; a bounded answer, within the limits.</summary>
internal sealed class Probe(ProbeLimits limits, TimeProvider clock)
{
    /// <param name="observed">Filled as the probe goes, so that nothing seen is lost when it is interrupted.</param>
    public async Task RunAsync(Uri url, Secret token, TlsFiles files, Observed observed, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limits.Whole, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var connection = new Connection(url, files, limits, clock, observed);
        using var client = new HttpClient(Handler(connection)) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"hs-trainer-agent/{ThisBuild.Version}");
        var api = RestService.ForGenerated<IApplicationApi>(client, new RefitSettings());
        var started = clock.GetTimestamp();
        try
        {
            using var response = await api.GetAsync(url, token.Reveal(), enough.Token).ConfigureAwait(false);
            observed.HttpTime = clock.GetElapsedTime(started) - Opening(observed);
            observed.Answer = await AnswerReader.ReadAsync(response, enough.Token).ConfigureAwait(false);
        }
        catch (Exception) when (observed.Fault is not null)
        {
            // The phase that broke has said it all.
        }
        catch (Exception error) when (error is OperationCanceledException or ApiRequestException && late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            observed.Fault = new Fault(FaultKind.Silence, $"no answer to {Awaited(observed, url)} within {limits.Whole.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (HttpFault.Of(error, observed, files.ClientCertificate is not null) is { } fault)
        {
            observed.Fault = fault;
        }
        cancellation.ThrowIfCancellationRequested();
    }

    private static TimeSpan Opening(Observed observed) =>
        (observed.NameTime ?? TimeSpan.Zero) + (observed.ConnectTime ?? TimeSpan.Zero) + (observed.TlsTime ?? TimeSpan.Zero);

    private static string Awaited(Observed observed, Uri url) =>
        url.Scheme == Uri.UriSchemeHttps && observed.TlsTime is null ? "the TLS handshake" : $"GET {url.AbsolutePath}";

    private static SocketsHttpHandler Handler(Connection connection) => new()
    {
        ConnectCallback = connection.OpenAsync,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };
}
