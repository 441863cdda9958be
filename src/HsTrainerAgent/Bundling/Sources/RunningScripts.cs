using System.Globalization;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Sources;

/// <summary>The tokens that processes carry in their command line, as <c>run.sh trainer URL TOKEN</c> does.</summary>
internal static class RunningScripts
{
    private const int Longest = 128 * 1024;

    private const string Verb = "trainer";

    /// <summary>Those of root's processes and our own user's: any other user could make a word of a bundle a secret, and so blank or prevent it.</summary>
    public static IEnumerable<string> Tokens(HostPaths host)
    {
        foreach (var (pid, arguments) in All(host))
        {
            if (TokenAt(arguments) is { } at && IsTrusted(host, pid))
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

    /// <summary>The arguments for people: behind the verb <c>trainer</c> nothing but URLs, whatever stands there, for one of them is the token.</summary>
    public static IEnumerable<string> Shown(string[] arguments)
    {
        var verb = Array.FindIndex(arguments, word => word.Equals(Verb, StringComparison.OrdinalIgnoreCase));
        return arguments.Select((word, at) => verb < 0 || at <= verb || IsUrl(word) ? word : Secret.Shown);
    }

    /// <summary>Where the token stands among arguments that hold <c>trainer URL TOKEN</c> or, behind a run.sh, <c>trainer ANY TOKEN</c>; or null.</summary>
    private static int? TokenAt(string[] arguments)
    {
        for (var at = 0; at + 2 < arguments.Length; at++)
        {
            if (arguments[at] == Verb && (IsUrl(arguments[at + 1]) || (at > 0 && arguments[at - 1].EndsWith("run.sh", StringComparison.Ordinal))))
                return at + 2;
        }
        return null;
    }

    // A word that somebody quoted may hold both, the URL and the token.
    private static bool IsUrl(string word) => word.Contains("://", StringComparison.Ordinal) && !word.Any(char.IsWhiteSpace);

    /// <summary>By its real user, unless it is one of the programs that anybody may start as root, such as sudo, which take that user over.</summary>
    private static bool IsTrusted(HostPaths host, int pid)
    {
        var status = Encoding.UTF8.GetString(WholeFile.Read(host.Below($"/proc/{pid}/status"), Longest).Bytes);
        var user = status.Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t') is [_, var real, ..] ? real : null;
        const int setUser = 0x800, setGroup = 0x400;
        return uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && (id == 0 || id == Libc.geteuid())
            && !(FileFacts.TryRead(Libc.AT_FDCWD, UnixText.ToCString(host.Below($"/proc/{pid}/exe")), 0, out var program, out _) && (program.Mode & (setUser | setGroup)) != 0);
    }
}
