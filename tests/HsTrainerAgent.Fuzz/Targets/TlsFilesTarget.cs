using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Certificates, keys and bundles: usable, or a fault in words that show none of the key; the same bytes have the same fingerprint.</summary>
internal sealed class TlsFilesTarget : Target
{
    private static readonly (string Certificate, string Key, byte[] Der) Pair = Made();

    private readonly Scratch scratch = new("tls-files");

    public override string Name => "tls-files";

    public override Form Form => Form.Lines;

    public override double Share => 0.1;

    public override int Longest => 12 * 1024;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8("0" + Pair.Certificate), Utf8("0" + Pair.Certificate + Pair.Certificate), [(byte)'0', .. Pair.Der], Utf8("1" + Pair.Certificate + Pair.Key), Utf8("1" + Pair.Key + Pair.Certificate),
        Utf8("1" + Pair.Certificate), Utf8("1" + Pair.Certificate + "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n"), Utf8("1" + Pair.Certificate + "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n"),
        Utf8("2" + Pair.Key), Utf8("0"),
    ];

    public override IReadOnlyList<string> Words =>
        ["-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN RSA PRIVATE KEY-----\n", "-----BEGIN TRUSTED CERTIFICATE-----\n", "-----BEGIN PKCS7-----\n", "MII", "====", "\r\n"];

    public override void Try(byte[] input)
    {
        if (input.Length == 0)
            return;
        scratch.With("f.pem", input.AsSpan(1));
        scratch.With("certificate.pem", Utf8(Pair.Certificate));
        var tls = (input[0] % 3) switch
        {
            0 => new TlsSettings { CaFile = "/f.pem" },
            1 => new TlsSettings { ClientCertificateFile = "/f.pem" },
            _ => new TlsSettings { ClientCertificateFile = "/certificate.pem", ClientKeyFile = "/f.pem" },
        };
        using var files = TlsFiles.Read(tls, new HostPaths(scratch.Folder));
        foreach (var fault in files.Faults)
        {
            FindingOracle.Judge(TlsKinds.Unusable(fault));
            for (var at = 40; at + 16 < Pair.Key.Length; at += 8)
                ComplaintException.Unless(!fault.Wrong.Contains(Pair.Key.Substring(at, 16), StringComparison.Ordinal), "a fault shows the key", fault.Wrong);
        }
        if (files.Faults.Count == 0)
            ComplaintException.Unless(files.ClientCertificate is not null || files.ExtraAuthorities.Count > 0, "neither a certificate nor a fault", "");
        if (files.ClientCertificate is { } client)
        {
            var settings = Samples.Settings;
            var judgement = new ApiJudgement(settings, new Uri(settings.Application.Url), Samples.Clock.GetUtcNow());
            if (judgement.ClientExpiresSoon("/f.pem", client.TargetCertificate.NotAfter) is { } soon)
                FindingOracle.Judge(soon);
        }
    }

    private static (string, string, byte[]) Made()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=trainer01, O=Größe", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Samples.Clock.GetUtcNow().AddDays(-1), Samples.Clock.GetUtcNow().AddDays(400));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n", certificate.RawData);
    }
}
