using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Api;

/// <summary>The certificates and keys that the settings name, read and usable, and what is wrong with the others.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly List<TlsFileFault> faults = [];

    /// <summary>Authorities to trust in addition to the system's.</summary>
    public X509Certificate2Collection ExtraAuthorities { get; } = [];

    public SslStreamCertificateContext? ClientCertificate { get; private set; }

    public IReadOnlyList<TlsFileFault> Faults => faults;

    public static TlsFiles Read(TlsSettings settings, HostPaths host)
    {
        var files = new TlsFiles();
        if (settings.CaFile is { } authorities)
            files.ReadAuthorities(authorities, host);
        if (settings.ClientCertificateFile is { } certificate)
            files.ReadClientCertificate(certificate, settings.ClientKeyFile ?? certificate, host);
        foreach (var further in settings.Files)
            files.Text(further, host);
        return files;
    }

    public void Dispose()
    {
        foreach (var authority in ExtraAuthorities)
            authority.Dispose();
        ClientCertificate?.TargetCertificate.Dispose();
    }

    private void ReadAuthorities(string path, HostPaths host)
    {
        if (Text(path, host) is not { } text)
            return;
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
                ExtraAuthorities.ImportFromPem(text);
            else
                ExtraAuthorities.Add(X509CertificateLoader.LoadCertificate(Encoding.Latin1.GetBytes(text)));
            if (ExtraAuthorities.Count == 0)
                faults.Add(new(path, "holds no certificate"));
        }
        catch (CryptographicException)
        {
            faults.Add(new(path, "holds no certificate that can be read (PEM or DER)"));
        }
    }

    private void ReadClientCertificate(string path, string keyPath, HostPaths host)
    {
        var text = Text(path, host);
        var key = keyPath == path ? text : Text(keyPath, host);
        if (text is null || key is null)
            return;
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            chain.Clear();
        }
        if (chain.Count == 0)
            faults.Add(new(path, "holds no certificate in PEM form"));
        else if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            faults.Add(new(keyPath, "the key is encrypted, and the agent has no passphrase"));
        else if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            faults.Add(new(keyPath, "holds no private key in PEM form"));
        else
            Join(text, key, keyPath, chain);
    }

    private void Join(string text, string key, string keyPath, X509Certificate2Collection chain)
    {
        try
        {
            ClientCertificate = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(text, key), chain, offline: true);
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or NotSupportedException)
        {
            faults.Add(new(keyPath, "the key cannot be used or is not the certificate's"));
        }
    }

    private string? Text(string path, HostPaths host)
    {
        var file = NamedFile.Read(host.Below(path), TlsSettings.LargestFile, () => host.Follow(path));
        // Latin-1 keeps every byte: the file may be DER.
        if (file.Problem == FileProblem.None)
            return Encoding.Latin1.GetString(file.Bytes);
        faults.Add(file.Problem switch
        {
            FileProblem.Denied => new(path, "cannot be read by the user the agent runs as"),
            FileProblem.TooLarge => new(path, "is too large for a certificate"),
            FileProblem.Hidden => new(path, file.Wrong!) { Cure = Veil.Copy(path) + " # then name that file in application.tls" },
            FileProblem.Unanswered => new(path, file.Wrong!) { UnansweredSince = file.Since },
            _ => new(path, file.Wrong!),
        });
        return null;
    }
}

/// <summary>A file of application.tls that cannot be used.</summary>
/// <param name="Path">The host's own.</param>
/// <param name="Wrong">Words that follow the path.</param>
internal sealed record TlsFileFault(string Path, string Wrong)
{
    /// <summary>The command that cures it, null where somebody has to look first.</summary>
    public string? Cure { get; init; }

    /// <summary>Its file system does not answer: it may be as good as ever.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }
}
