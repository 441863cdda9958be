using System.Net.Sockets;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Tells what broke when the connection stood and no whole answer came.</summary>
internal static class HttpFault
{
    /// <returns>Null for an error that is none of the connection's.</returns>
    public static Fault? Of(Exception error, Observed observed, bool clientCertificateShown)
    {
        if (Chain(error).OfType<HttpRequestException>().FirstOrDefault() is not { } broken)
            return null;
        if (broken.HttpRequestError == HttpRequestError.InvalidResponse)
            return new Fault(FaultKind.NotHttp, "what listens there does not answer in HTTP");
        if (broken.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            return new Fault(FaultKind.NotHttp, "the headers of its answer are too large");
        if (TlsFault.AfterHandshake(error, observed, clientCertificateShown) is { } refusal)
            return refusal.Fault;
        return new Fault(FaultKind.Connect, Chain(error).OfType<SocketException>().LastOrDefault() is { SocketErrorCode: SocketError.ConnectionReset }
            ? "the connection was reset before an answer came"
            : broken.HttpRequestError == HttpRequestError.ResponseEnded
                ? "the connection was closed before an answer came"
                : "the connection broke before an answer came: " + Chain(error).Last().Message);
    }

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }
}
