using System.Globalization;
using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Sources;

/// <summary>The tokens that processes carry in their command line, as <c>run.sh trainer URL TOKEN</c> does.</summary>
internal static class RunningScripts
{
    private const int Longest = 128 * 1024;

    public static IEnumerable<string> Tokens(HostPaths host)
    {
        foreach (var (_, arguments) in All(host))
        {
            if (TokenAt(arguments) is { } at)
                yield return arguments[at];
        }
    }

    /// <summary>Every process that has a command line.</summary>
    public static IEnumerable<(int Pid, string[] Arguments)> All(HostPaths host)
    {
        foreach (var folder in Directory.EnumerateDirectories(host.Below("/proc")))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            // What /proc holds has no size before it is read, and a process may end at any time.
            var content = WholeFile.Read(folder + "/cmdline", Longest);
            if (content.Bytes.Length > 0)
                yield return (pid, Encoding.UTF8.GetString(content.Bytes.AsSpan().TrimEnd((byte)0)).Split('\0'));
        }
    }

    /// <summary>Where the token stands among arguments that hold <c>trainer URL TOKEN</c>, or null.</summary>
    public static int? TokenAt(string[] arguments)
    {
        for (var at = 0; at + 2 < arguments.Length; at++)
        {
            if (arguments[at] == "trainer" && arguments[at + 1].Contains("://", StringComparison.Ordinal))
                return at + 2;
        }
        return null;
    }
}
