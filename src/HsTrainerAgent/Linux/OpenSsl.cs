using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Says whether the system has an OpenSSL that the runtime can use: without one the first use of TLS, or of a digest, aborts the whole process, and no catch can stop it.</summary>
internal static class OpenSsl
{
    /// <summary>The runtime's own variable: the suffix of the libssl.so that it is to use.</summary>
    public const string VersionOverride = "DOTNET_OPENSSL_VERSION_OVERRIDE";

    public static bool IsThere => Found.Value;

    /// <summary>As in <c>OpenSSL 3.0.15</c>; only to be asked where it is there.</summary>
    public static string VersionText => System.Security.Cryptography.SafeEvpPKeyHandle.OpenSslVersion is var version
        ? $"OpenSSL {version >> 28}.{(version >> 20) & 0xff}.{(version >> 4) & 0xff}" : "";

    public const string Missing = "OpenSSL is missing: neither libssl.so.3 nor libssl.so.1.1 can be loaded";

    public const string Cure =
        "Install it: openssl-libs on RHEL; on Debian and Ubuntu libssl3t64 (Debian 13, Ubuntu 24.04), libssl3 (Debian 12, Ubuntu 22.04) or libssl1.1 (Debian 11, Ubuntu 20.04)";

    private static readonly Lazy<bool> Found = new(() => Names().Any(name => NativeLibrary.TryLoad(name, out _)));

    // The names and the order in which the runtime itself looks for it.
    private static IEnumerable<string> Names()
    {
        if (Environment.GetEnvironmentVariable(VersionOverride) is { Length: > 0 } version)
            yield return "libssl.so." + version;
        foreach (var suffix in (string[])["3", "1.1", "1.0.2", "1.0.0", "10"])
            yield return "libssl.so." + suffix;
    }
}
