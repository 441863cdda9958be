using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux;

/// <summary>Says whether the system has an OpenSSL that the runtime can use: without one the first use of TLS aborts the whole process, and no catch can stop it.</summary>
internal static class OpenSsl
{
    public static bool IsAvailable => Available.Value;

    private static readonly Lazy<bool> Available = new(() => Names().Any(name => NativeLibrary.TryLoad(name, out _)));

    // The names and the order in which the runtime itself looks for it.
    private static IEnumerable<string> Names()
    {
        if (Environment.GetEnvironmentVariable("CLR_OPENSSL_VERSION_OVERRIDE") is { Length: > 0 } version)
            yield return "libssl.so." + version;
        foreach (var suffix in (string[])["3", "1.1", "1.0.2", "1.0.0", "10"])
            yield return "libssl.so." + suffix;
    }
}
