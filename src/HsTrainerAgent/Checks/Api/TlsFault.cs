using System.Net.Sockets;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Tells from what OpenSSL reports whether the server objects to the client's certificate or the handshake failed in another way.</summary>
internal static class TlsFault
{
    // The alerts of RFC 8446, section 6.2, that a server sends about a client's certificate, as OpenSSL words them.
    private static readonly string[] AboutTheClient =
        ["bad certificate", "unsupported certificate", "certificate revoked", "certificate expired", "certificate unknown", "unknown ca", "access denied", "certificate required"];

    private static readonly string[] NotTls = ["frame size", "wrong version number", "http request", "packet length too long"];

    /// <param name="asked">Whether the server asked for a client certificate.</param>
    /// <param name="shown">Whether the settings have one to show.</param>
    public static FaultException Of(Exception error, bool asked, bool shown)
    {
        var text = Innermost(error).Message;
        var alert = Alert(text, asked || shown);
        if (alert is not null || asked)
            return new FaultException(FaultKind.ClientCertificate, OnTheClient(alert, shown), error);
        if (NotTls.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            return new FaultException(FaultKind.Handshake, "what listens there does not speak TLS", error);
        if (Innermost(error) is SocketException { SocketErrorCode: SocketError.ConnectionReset })
            return new FaultException(FaultKind.Handshake, "the connection was reset in the middle of the handshake", error);
        if (text.Contains("unexpected EOF", StringComparison.OrdinalIgnoreCase))
            return new FaultException(FaultKind.Handshake, "the connection was closed in the middle of the handshake", error);
        // "error:0A000410:SSL routines::sslv3 alert handshake failure": the last part is the one for people.
        return new FaultException(FaultKind.Handshake, text[(text.LastIndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..].Trim(), error);
    }

    /// <summary>The alert about the client's certificate in an error that came after the handshake, as TLS 1.3 has it, or null.</summary>
    public static FaultException? AfterHandshake(Exception error, Observed observed, bool shown) =>
        observed.ClientCertificateAsked || Alert(Innermost(error).Message, shown) is not null ? Of(error, observed.ClientCertificateAsked, shown) : null;

    // Without a certificate in play the other alerts are about something else.
    private static string? Alert(string text, bool inPlay) => AboutTheClient.FirstOrDefault(alert =>
        (inPlay || alert == "certificate required") && text.Contains("alert " + alert, StringComparison.OrdinalIgnoreCase));

    private static string OnTheClient(string? alert, bool shown) => (shown, alert) switch
    {
        (false, _) => "the server asks for a client certificate and the settings have none",
        (true, null) => "the server asked for a client certificate, was shown the one in the settings and closed the connection",
        (true, _) => $"the server refuses the client certificate (TLS alert: {alert})",
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
