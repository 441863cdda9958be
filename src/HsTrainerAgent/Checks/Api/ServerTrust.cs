using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Trusts a server whose certificate leads to the system's store or to the extra authorities of the settings; fetches nothing, and asks nobody about revocation.</summary>
internal sealed class ServerTrust(X509Certificate2Collection extraAuthorities, DateTimeOffset now, Observed observed)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Why the certificate was refused, or null.</summary>
    public Fault? Fault { get; private set; }

    public static X509ChainPolicy Policy(DateTimeOffset now) => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        VerificationTimeIgnored = false,
        VerificationTime = now.LocalDateTime,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || chain is null)
        {
            Fault = new Fault(FaultKind.Handshake, "the server shows no certificate");
            return false;
        }
        using var extended = extraAuthorities.Count > 0 && !IsTrusted(chain) ? WithExtraAuthorities(shown, chain) : null;
        var judged = extended ?? chain;
        observed.Certificate = Seen(shown, judged);
        Fault = Verdict(shown, judged, errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
        return Fault is null;
    }

    private static bool IsTrusted(X509Chain chain) => !chain.ChainStatus.Any(status => Distrusts(status.Status));

    private static bool Distrusts(X509ChainStatusFlags status) => (status & ~X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError;

    // Null when this chain is no better, so that the verdict tells of the system's.
    private X509Chain? WithExtraAuthorities(X509Certificate2 shown, X509Chain system)
    {
        var chain = new X509Chain { ChainPolicy = Policy(now) };
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(extraAuthorities);
        chain.ChainPolicy.ExtraStore.AddRange(system.ChainPolicy.ExtraStore);
        chain.ChainPolicy.ExtraStore.AddRange(extraAuthorities);
        chain.Build(shown);
        if (IsTrusted(chain) || LeadsToAnIntermediate(chain))
            return chain;
        chain.Dispose();
        return null;
    }

    // A caFile that holds only the issuing intermediate is trusted as it is by curl and by the Python that the trainer runs.
    private bool LeadsToAnIntermediate(X509Chain chain) =>
        chain.ChainStatus.All(status => !Distrusts(status.Status & ~X509ChainStatusFlags.PartialChain))
        && chain.ChainElements.Any(element => extraAuthorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));

    private Fault? Verdict(X509Certificate2 shown, X509Chain chain, bool wrongName)
    {
        var partial = extraAuthorities.Count > 0 && LeadsToAnIntermediate(chain);
        var distrust = chain.ChainStatus.Where(status => Distrusts(partial ? status.Status & ~X509ChainStatusFlags.PartialChain : status.Status)).ToList();
        var late = chain.ChainElements.FirstOrDefault(element => element.ChainElementStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))?.Certificate;
        var faults = new List<Fault>();
        if (distrust.Count > 0)
            faults.Add(new Fault(FaultKind.Untrusted, Distrust(shown, distrust)));
        if (late is not null)
            faults.Add(new Fault(FaultKind.OutOfTime, OutOfTime(shown, late)));
        if (wrongName)
            faults.Add(new Fault(FaultKind.WrongName, "the certificate is for " + Listed(Names(shown), shown.Subject)));
        return faults.Count == 0 ? null : faults[0] with { Detail = string.Join("; also ", faults.Select(fault => fault.Detail)) };
    }

    private static string Distrust(X509Certificate2 shown, List<X509ChainStatus> statuses)
    {
        var all = statuses.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        if (all.HasFlag(X509ChainStatusFlags.UntrustedRoot))
            return shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData)
                ? "the certificate is self-signed and not trusted here"
                : $"issued by {shown.Issuer}, whose root is not trusted here";
        if (all.HasFlag(X509ChainStatusFlags.PartialChain))
            return $"issued by {shown.Issuer}, which is not trusted here and for which the server sends no chain to a trusted root";
        return string.Join(", ", statuses.Select(status => status.StatusInformation.Trim()).Where(text => text.Length > 0).DefaultIfEmpty(all.ToString()).Distinct());
    }

    private string OutOfTime(X509Certificate2 shown, X509Certificate2 late)
    {
        var whose = late.RawDataMemory.Span.SequenceEqual(shown.RawDataMemory.Span) ? "the certificate" : $"the certificate of its authority {late.Subject}";
        return late.NotAfter.ToUniversalTime() < now.UtcDateTime
            ? $"{whose} expired on {late.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm}Z"
            : $"{whose} is not valid before {late.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm}Z";
    }

    private static ServerCertificate Seen(X509Certificate2 shown, X509Chain chain)
    {
        var first = chain.ChainElements.Select(element => element.Certificate).Append(shown).MinBy(certificate => certificate.NotAfter)!;
        return new ServerCertificate(shown.Subject, shown.Issuer, shown.NotBefore, shown.NotAfter, (first.Subject, first.NotAfter));
    }

    private static string Listed(List<string> names, string subject) =>
        names.Count == 0 ? $"no host but {subject}" : string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");

    private static List<string> Names(X509Certificate2 shown)
    {
        var extension = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        try
        {
            return extension is null ? [] : [.. extension.EnumerateDnsNames(), .. extension.EnumerateIPAddresses().Select(address => address.ToString())];
        }
        catch (Exception broken) when (broken is CryptographicException or AsnContentException)
        {
            return [];
        }
    }
}
