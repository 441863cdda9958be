using System.Net;

namespace HsTrainerAgent.Checks.Api;

/// <summary>What one probe saw, phase by phase, up to the first that broke; text that the server chose is here as it came, only bounded.</summary>
internal sealed class Observed
{
    public IPEndPoint? Address { get; set; }

    public TimeSpan? NameTime { get; set; }

    public TimeSpan? ConnectTime { get; set; }

    /// <summary>Null for http.</summary>
    public TimeSpan? TlsTime { get; set; }

    /// <summary>From the end of the phase before to the headers of the answer.</summary>
    public TimeSpan? HttpTime { get; set; }

    public ServerCertificate? Certificate { get; set; }

    /// <summary>Whether the server asked for a client certificate.</summary>
    public bool ClientCertificateAsked { get; set; }

    /// <summary>The first phase that broke, or null.</summary>
    public Fault? Fault { get; set; }

    public Answer? Answer { get; set; }
}

/// <summary>The phase that broke, and how.</summary>
internal enum FaultKind { Name, Connect, Handshake, Untrusted, OutOfTime, WrongName, ClientCertificate, Silence, NotHttp, OwnLimit }

/// <summary>What broke.</summary>
/// <param name="Detail">What was seen, as a phrase for people.</param>
internal sealed record Fault(FaultKind Kind, string Detail);

/// <summary>Carries a <see cref="Api.Fault"/> out of the phase that broke.</summary>
internal sealed class FaultException(FaultKind kind, string detail, Exception? cause = null) : Exception(detail, cause)
{
    public Fault Fault { get; } = new(kind, detail);
}

/// <summary>The certificate that the server showed, whether it was accepted or not.</summary>
/// <param name="FirstToExpire">The earliest end in its chain and whose it is; the certificate's own when no chain could be built.</param>
internal sealed record ServerCertificate(
    string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, (string Subject, DateTimeOffset NotAfter) FirstToExpire);

/// <summary>An HTTP answer with as much of its body as fits.</summary>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="Backend">The application host behind the load balancer, from <c>X-Extract-Backend-Server</c>.</param>
/// <param name="Body">At most <see cref="ProbeLimits.BodyBytes"/>.</param>
internal sealed record Answer(int Status, string? Reason, string? Location, string? Backend, string? MediaType, byte[] Body, BodyEnd End);

/// <summary>How the body of an answer ended.</summary>
internal enum BodyEnd { Complete, TooLong, Late, Broken }
