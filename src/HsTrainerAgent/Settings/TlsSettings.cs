namespace HsTrainerAgent.Settings;

/// <summary>What the agent's own probe trusts and shows, and what of the trainer's TLS counts as the connection. Paths are the host's.</summary>
internal sealed record TlsSettings
{
    /// <summary>A TLS file larger than this, in bytes, is taken for a mistake.</summary>
    public const int LargestFile = 1024 * 1024;

    public string? CaFile { get; init; }

    public string? ClientCertificateFile { get; init; }

    public string? ClientKeyFile { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Lines the vendor's TLS page wants in the bundle's <c>.env</c>, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Every file whose content belongs to the connection, in a fixed order, each with the key it came from.</summary>
    public IEnumerable<(string Key, string Path)> ConnectionFiles()
    {
        if (CaFile is not null)
            yield return ("caFile", CaFile);
        if (ClientCertificateFile is not null)
            yield return ("clientCertificateFile", ClientCertificateFile);
        if (ClientKeyFile is not null)
            yield return ("clientKeyFile", ClientKeyFile);
        foreach (var file in Files)
            yield return ("files", file);
    }
}
