using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of <c>application.tls</c>.</summary>
internal static class TlsKeys
{
    private static readonly TlsSettings Default = new();

    private static readonly Key<TlsSettings, string?> CaFile = new("caFile", File("/etc/pki/tls/certs/corp-ca.pem"), Default, settings => settings.CaFile,
        "Certificates (PEM) that are trusted in addition to the system's store.")
    { Example = "\"/etc/pki/tls/certs/corp-ca.pem\"" };

    private static readonly Key<TlsSettings, string?> ClientCertificateFile = new("clientCertificateFile", File("/etc/hs-trainer-agent/client.pem"), Default,
        settings => settings.ClientCertificateFile, "The certificate (PEM) that is shown to the application; it may hold the key as well.")
    { Example = "\"/etc/hs-trainer-agent/client.pem\"" };

    private static readonly Key<TlsSettings, string?> ClientKeyFile = new("clientKeyFile", File("/etc/hs-trainer-agent/client.key"), Default,
        settings => settings.ClientKeyFile, "The key (PEM, not encrypted) of clientCertificateFile, unless that holds it.")
    { Example = "\"/etc/hs-trainer-agent/client.key\"" };

    private static readonly Key<TlsSettings, IReadOnlyList<string>> Files = new("files", new ListKind<string>(new PathKind("/mnt/hs/certs/ca.pem")), Default,
        settings => settings.Files, "Further files whose change means that the trainer must be rerun.")
    { Example = "[\"/mnt/hs/certs/ca.pem\"]" };

    private static readonly Key<TlsSettings, IReadOnlyList<KeyValuePair<string, string>>> Environment = new("environment", new EnvironmentKind(), Default,
        settings => settings.Environment, "Variables that the vendor's TLS page wants in the bundle's .env.")
    { Example = "{ \"NAME\": \"value\" }" };

    public static Group<TlsSettings> Group { get; } = new([CaFile, ClientCertificateFile, ClientKeyFile, Files, Environment], Build);

    private static TlsSettings Build(Values<TlsSettings> values)
    {
        if (values.Of(ClientKeyFile) is not null && values.Of(ClientCertificateFile) is null && (values.Has(ClientCertificateFile) || !values.Mentions(ClientCertificateFile)))
            values.Wrong(ClientKeyFile, "is given without its certificate", "add \"clientCertificateFile\"");
        return new TlsSettings
        {
            CaFile = values.Of(CaFile),
            ClientCertificateFile = values.Of(ClientCertificateFile),
            ClientKeyFile = values.Of(ClientKeyFile),
            Files = values.Of(Files),
            Environment = values.Of(Environment),
        };
    }

    private static OrNullKind<string> File(string example) => new(new PathKind(example));
}
