using System.Text.Json.Nodes;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Api;

/// <summary>The measurements of one probe, for the report's <c>facts</c>: times in milliseconds, instants in UTC as ISO 8601; what was not reached is left out.</summary>
internal static class ApiFacts
{
    public static void Tell(Look look, Uri url, Observed observed, Secret token, DateTimeOffset now)
    {
        var echo = new Echo(token);
        look.Fact("url", url.AbsoluteUri);
        Tell(look, "address", observed.Address?.ToString());
        Tell(look, "nameMs", observed.NameTime);
        Tell(look, "connectMs", observed.ConnectTime);
        Tell(look, "tlsMs", observed.TlsTime);
        Tell(look, "httpMs", observed.HttpTime);
        if (observed.Certificate is { } certificate)
            look.Fact("certificate", new JsonObject
            {
                ["subject"] = echo.Clean(certificate.Subject),
                ["issuer"] = echo.Clean(certificate.Issuer),
                ["notBefore"] = Instant(certificate.NotBefore),
                ["notAfter"] = Instant(certificate.NotAfter),
                ["daysLeft"] = (int)Math.Floor((certificate.NotAfter - now).TotalDays),
            });
        if (observed.Answer is not { } answer)
            return;
        look.Fact("httpStatus", answer.Status);
        Tell(look, "version", answer.Status is >= 200 and < 300 ? Cleaned(echo, VersionAnswer.Read(answer.Body).Version, 40) : null);
        Tell(look, "backend", Cleaned(echo, answer.Backend, 100));
    }

    private static string? Cleaned(Echo echo, string? text, int most) => text is null ? null : echo.Clean(text, most);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private static void Tell(Look look, string name, string? value)
    {
        if (value is not null)
            look.Fact(name, value);
    }

    private static void Tell(Look look, string name, TimeSpan? time)
    {
        if (time is { } known)
            look.Fact(name, Math.Round(known.TotalMilliseconds, 1));
    }
}
