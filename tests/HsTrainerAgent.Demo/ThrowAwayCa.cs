using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HsTrainerAgent.Demo;

/// <summary>A certificate authority that lives as long as the object: issues server and client certificates that nobody else trusts.</summary>
internal sealed class ThrowAwayCa : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 own;

    public ThrowAwayCa(string name = "Throw-away CA") : this(name, null, null, null) { }

    private ThrowAwayCa(string name, ThrowAwayCa? issuer, DateTimeOffset? notBefore, DateTimeOffset? notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        own = Signed(request, key, issuer, notBefore ?? DateTimeOffset.UtcNow.AddYears(-3), notAfter ?? DateTimeOffset.UtcNow.AddYears(3));
    }

    /// <summary>The authority's certificate in PEM form, for a caFile.</summary>
    public string Pem => own.ExportCertificatePem();

    /// <summary>The authority's certificate without its key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(own.RawDataMemory.Span);

    /// <summary>An authority below this one.</summary>
    public ThrowAwayCa Intermediate(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null) =>
        new(name, this, notBefore ?? DateTimeOffset.UtcNow.AddYears(-2), notAfter ?? DateTimeOffset.UtcNow.AddYears(2));

    /// <param name="name">A DNS name or an address.</param>
    /// <param name="notBefore">A day ago if not given.</param>
    /// <param name="notAfter">In a year if not given.</param>
    /// <param name="issuerAt">Where the certificate says that its issuer's can be fetched (AIA).</param>
    public X509Certificate2 IssueServer(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string? issuerAt = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        return issuerAt is null
            ? Issue(name, ServerAuthentication, notBefore, notAfter, names.Build())
            : Issue(name, ServerAuthentication, notBefore, notAfter, names.Build(), new X509AuthorityInformationAccessExtension([], [issuerAt]));
    }

    public X509Certificate2 IssueClient(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null) =>
        Issue(name, ClientAuthentication, notBefore, notAfter);

    public void Dispose() => own.Dispose();

    private X509Certificate2 Issue(string name, string usage, DateTimeOffset? notBefore, DateTimeOffset? notAfter, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        return Signed(request, key, this, notBefore ?? DateTimeOffset.UtcNow.AddDays(-1), notAfter ?? DateTimeOffset.UtcNow.AddYears(1));
    }

    private static X509Certificate2 Signed(CertificateRequest request, ECDsa key, ThrowAwayCa? issuer, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (issuer is null)
            return request.CreateSelfSigned(notBefore, notAfter);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.own, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(issuer.own, notBefore, notAfter, RandomNumberGenerator.GetBytes(12));
        return certificate.CopyWithPrivateKey(key);
    }
}

/// <summary>The PEM files that settings name.</summary>
internal static class PemFiles
{
    public static string Certificate(this X509Certificate2 certificate) => certificate.ExportCertificatePem();

    /// <summary>The private key, PKCS#8, without a passphrase.</summary>
    public static string Key(this X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static string EncryptedKey(this X509Certificate2 certificate, string passphrase)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000));
    }
}
