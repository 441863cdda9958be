using System.Net;
using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Desired × observed → findings for one probe; pure.</summary>
internal sealed class ApiJudgement(AgentSettings settings, Uri url, DateTimeOffset now)
{
    private readonly Echo echo = new(settings.Application.Token);

    public IEnumerable<Finding> Findings(Observed observed)
    {
        var broken = observed.Fault is { } fault ? OfFault(fault) : observed.Answer is { } answer ? OfAnswer(answer, observed) : null;
        if (broken is not null)
            yield return broken;
        if (observed is { Certificate: { } certificate, Fault: not { Kind: FaultKind.OutOfTime or FaultKind.Untrusted } } && ExpiresSoon(certificate) is { } soon)
            yield return soon;
        if (broken is null && observed.Answer is { } good && VersionAnswer.Read(good.Body).Version is { } version)
        {
            foreach (var trainer in settings.Trainers)
            {
                if (Older(trainer, version) is { } older)
                    yield return older;
            }
        }
    }

    /// <summary>A finding about the settings' own certificate.</summary>
    public Finding? ClientExpiresSoon(string path, DateTimeOffset notAfter) => notAfter - now > Margin ? null
        : TlsKinds.ExpiresSoon.FoundWithFix(path, DesiredMargin, Ends(notAfter), $"openssl x509 -noout -subject -dates -in {ShellText.Quote(path)}");

    private Finding? OfFault(Fault fault) => fault.Kind switch
    {
        FaultKind.Name => Found(ConnectionKinds.Name, "a name with an address", fault.Detail),
        FaultKind.Connect => Found(ConnectionKinds.Connect, $"a connection to {Address(url)}", fault.Detail),
        FaultKind.Silence => Found(ConnectionKinds.Timeout, "an answer in time", fault.Detail),
        FaultKind.NotHttp => Found(ConnectionKinds.NotTheApi, DesiredAnswer, fault.Detail),
        FaultKind.Handshake => Found(TlsKinds.Handshake, "a TLS connection", fault.Detail),
        FaultKind.ClientCertificate => Found(TlsKinds.ClientCertificate, "a client certificate that the server accepts", fault.Detail),
        FaultKind.Untrusted => Found(TlsKinds.Untrusted, "a certificate of an authority in the system's store or application.tls.caFile", fault.Detail),
        FaultKind.WrongName => Found(TlsKinds.WrongName, $"a certificate for {url.IdnHost}", fault.Detail),
        FaultKind.OutOfTime => Found(TlsKinds.Expired, $"a certificate valid on {now.UtcDateTime:yyyy-MM-dd}", fault.Detail),
        _ => null,
    };

    private Finding? OfAnswer(Answer answer, Observed observed) => answer.Status switch
    {
        >= 300 and < 400 when answer.Location is not null => Found(ConnectionKinds.Redirect, DesiredAnswer, $"HTTP {answer.Status} to {Target(answer.Location)}"),
        401 or 403 => Found(ConnectionKinds.Token, "an accepted token (HTTP 200)", Told(answer)),
        400 when observed.ClientCertificateAsked => Found(TlsKinds.ClientCertificate, "a client certificate that the server accepts", Told(answer)),
        429 or >= 500 => Found(ConnectionKinds.ServerError, DesiredAnswer, Told(answer)),
        >= 200 and < 300 => OfContent(answer),
        _ => Found(ConnectionKinds.NotTheApi, DesiredAnswer, Told(answer)),
    };

    private Finding? OfContent(Answer answer)
    {
        if (answer.End == BodyEnd.Late)
            return Found(ConnectionKinds.Timeout, "a whole answer in time", $"HTTP {answer.Status}, and then only {answer.Body.Length} bytes of its body in time");
        if (answer.End == BodyEnd.Broken)
            return Found(ConnectionKinds.Connect, "a whole answer", $"HTTP {answer.Status}, and then the connection broke in the middle of its body");
        if (answer.End == BodyEnd.TooLong)
            return Found(ConnectionKinds.NotTheApi, DesiredAnswer, $"HTTP {answer.Status} with more than {ProbeLimits.BodyBytes / 1024} KiB of {MediaType(answer)}");
        var read = VersionAnswer.Read(answer.Body);
        return read.IsJson && (read.Version is not null || !AsksForVersion) ? null
            : Found(ConnectionKinds.NotTheApi, DesiredAnswer, read.IsJson ? $"JSON without a version: {echo.Clean(answer.Body)}" : Told(answer));
    }

    private Finding? ExpiresSoon(ServerCertificate certificate) => certificate.FirstToExpire.NotAfter - now > Margin ? null
        : Found(TlsKinds.ExpiresSoon, DesiredMargin, (certificate.FirstToExpire.NotAfter == certificate.NotAfter ? "" : $"its authority {certificate.FirstToExpire.Subject} ")
            + Ends(certificate.FirstToExpire.NotAfter));

    // What is no version is not compared.
    private Finding? Older(TrainerSettings trainer, string version) =>
        TrainerVersion.Read(trainer.Version) is { } own && TrainerVersion.Read(version) is { } application && own.IsOlderThan(application)
            ? ConnectionKinds.TrainerOlder.Found(trainer.Name, $"{echo.Clean(version, 40)} or newer, as the application", trainer.Version, ("version", echo.Clean(version, 40)))
            : null;

    private TimeSpan Margin => TimeSpan.FromDays(settings.Thresholds.CertificateDays);

    private string DesiredMargin => $"valid for more than {settings.Thresholds.CertificateDays} days";

    private bool AsksForVersion => url.AbsolutePath.TrimEnd('/').EndsWith("/version", StringComparison.Ordinal);

    private string DesiredAnswer => AsksForVersion ? "HTTP 200 and JSON with the application's version" : "HTTP 200 and JSON";

    private string Ends(DateTimeOffset notAfter) => (notAfter < now ? "expired on " : "expires on ")
        + $"{notAfter.UtcDateTime:yyyy-MM-dd HH:mm}Z" + (notAfter < now ? "" : $", in {(int)(notAfter - now).TotalDays} days");

    private static string MediaType(Answer answer) => answer.MediaType ?? "something without a type";

    // "HTTP 401 Unauthorized, application/json: {"detail":"Invalid token."}"
    private string Told(Answer answer)
    {
        var body = echo.Clean(answer.Body);
        return echo.Clean($"HTTP {answer.Status} {answer.Reason}", 80) + (body.Length == 0 ? ", no body" : $", {echo.Clean(MediaType(answer), 60)}: {body}");
    }

    // Without the query, which belongs to whoever is redirected and may hold more than the token.
    private string Target(string location) => Uri.TryCreate(url, location, out var target)
        ? echo.Clean($"{target.Scheme}://{target.Authority}{target.AbsolutePath}{(target.Query.Length > 1 ? "?…" : "")}", 200)
        : echo.Clean(location.Split('?', '#')[0], 200);

    private static string Address(Uri url) => url.HostNameType == UriHostNameType.IPv6 ? $"{url.Host}:{url.Port}" : $"{url.IdnHost}:{url.Port}";

    private Finding Found(FindingKind kind, string desired, string observed)
    {
        var found = kind.Found(settings.Application.Url, desired, echo.Clean(observed, 500),
            ("connect", Address(url)), ("host", url.IdnHost), ("url", url.AbsoluteUri));
        // An address is no server name in TLS.
        return IPAddress.TryParse(url.IdnHost, out _)
            ? found with { Fix = found.Fix.Replace("-servername " + ShellText.Quote(url.IdnHost), "-noservername", StringComparison.Ordinal) }
            : found;
    }
}
