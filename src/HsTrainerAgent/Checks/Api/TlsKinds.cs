namespace HsTrainerAgent.Checks.Api;

/// <summary>What can be wrong with the application's certificate, with this host's trust in it, and with the TLS files of the settings.</summary>
internal static class TlsKinds
{
    private const string Guidelines = "TLS configuration for outbound connections";

    public static readonly FindingKind Untrusted = new("api.tls-untrusted", Severity.Error,
        "The application's certificate is not trusted",
        "openssl s_client -connect {connect} -servername {host} -showcerts </dev/null # shows the chain: name the file of its CA in application.tls.caFile",
        Guidelines,
        """
        The certificate does not lead to an authority in this host's store or in application.tls.caFile, which counts in addition to the store. A private CA has to be
        added to one of them; have its certificate from the application's owner, not from the connection that it is to vouch for. If the server sends no intermediate certificate, have that repaired there: it is never fetched from elsewhere.
        The trainer's containers have a trust of their own, which the vendor's TLS page describes; that the agent trusts a certificate does not prove that they do.
        """);

    public static readonly FindingKind WrongName = new("api.tls-name", Severity.Error,
        "The application's certificate is made out to another name",
        "openssl s_client -connect {connect} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -subject -ext subjectAltName",
        Guidelines,
        """
        The certificate is trusted but does not hold the host of application.url as a DNS name or address. Use a URL with one of the certificate's names, or
        have a certificate issued for this one. Behind a load balancer that passes TLS through, each application host has its own certificate.
        """);

    public static readonly FindingKind Expired = new("api.tls-expired", Severity.Error,
        "The application's certificate is not valid at this time",
        "openssl s_client -connect {connect} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -dates",
        Guidelines,
        """
        The certificate, or that of its authority, has expired or is not valid yet. It must be renewed on the application or its load balancer. If it is "not valid
        before" a time that has long passed, the clock of this host is wrong: see host.clock.
        """);

    public static readonly FindingKind Handshake = new("api.tls-handshake", Severity.Error,
        "The TLS handshake with the application fails",
        "openssl s_client -connect {connect} -servername {host} </dev/null",
        Guidelines,
        """
        The connection stands, but the two sides find no way to encrypt it: what listens there does not speak TLS (an http port), speaks only versions or ciphers that this
        host's policy forbids, does not know the name, or breaks off. The command shows the handshake.
        """);

    public static readonly FindingKind ClientCertificate = new("api.client-certificate", Severity.Error,
        "The application wants another client certificate",
        "openssl s_client -connect {connect} -servername {host} </dev/null 2>/dev/null | sed -n '/Acceptable client/,/^---/p'",
        Guidelines,
        """
        The server asks for a client certificate (mutual TLS) and got none, or refuses the one in application.tls.clientCertificateFile: it has expired, was revoked, or
        comes from an authority that the server does not know. The command lists the authorities that the server names.
        """);

    public static readonly FindingKind Files = new("api.tls-files", Severity.Error,
        "A certificate or key of the settings cannot be used",
        "ls -lL {subject}",
        Guidelines,
        """
        A file in application.tls (caFile, clientCertificateFile, clientKeyFile, files) is missing, cannot be read by the user the agent runs as, or does not hold what it
        should: PEM certificates, and a key in PEM form without a passphrase that belongs to the certificate. The application is not asked
        before that is cured, because the answer would only blame something else.
        The service hides folders that it never needs, such as /etc/pki/tls/private and /etc/ssl/private. Copy the file to where it may look, as the command does,
        and copy it again when it is renewed. Or let it look into the folder: `systemctl edit hs-trainer-agent` with [Service], a line InaccessiblePaths= that
        empties the list, and a second one with the unit's own list (`systemctl cat hs-trainer-agent`) without that folder. BindReadOnlyPaths= has no
        effect below a hidden folder.
        """);

    public static readonly FindingKind ExpiresSoon = new("api.tls-expires-soon", Severity.Warning,
        "A certificate of the connection expires soon",
        "openssl s_client -connect {connect} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -subject -dates",
        Guidelines,
        """
        The application's certificate, one of its authorities, or the client certificate of the settings ends within thresholds.certificateDays. When it does, the trainer
        loses its connection. A renewed client certificate or CA file counts as changed connection settings, and the trainer is rerun with it.
        """);

    public static Finding Unusable(TlsFileFault fault)
    {
        const string desired = "a file that can be read and used";
        return fault.Cure is { } cure ? Files.FoundWithFix(fault.Path, desired, fault.Wrong, cure) : Files.Found(fault.Path, desired, fault.Wrong);
    }

    public static IReadOnlyList<FindingKind> All { get; } = [Untrusted, WrongName, Expired, Handshake, ClientCertificate, Files, ExpiresSoon];
}
