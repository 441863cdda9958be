using System.Text;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>What a host has set up for SELinux (selinux_config(5)): the mode that its next boot takes, and the policy whose files decide what a relabel does.</summary>
/// <param name="Mode"><c>enforcing</c>, <c>permissive</c> or <c>disabled</c>; null when nothing readable says so.</param>
/// <param name="Type">As in <c>targeted</c>; null likewise.</param>
internal sealed record SelinuxPolicy(HostPaths Host, string? Mode, string? Type)
{
    public const string Config = "/etc/selinux/config";

    /// <summary>Asks for a relabel of everything at the next boot; holds options for fixfiles(8).</summary>
    public const string Autorelabel = "/.autorelabel";

    private const int Largest = 1 << 20;

    public static SelinuxPolicy Read(HostPaths host)
    {
        var lines = Lines(host, Config);
        string? Of(string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.OrdinalIgnoreCase))?[key.Length..].Trim();
        var mode = Of("SELINUX=")?.ToLowerInvariant();
        return new(host, mode is "enforcing" or "permissive" or "disabled" ? mode : null, Of("SELINUXTYPE=") is { Length: > 0 } type && !type.AsSpan().ContainsAny('/', '\0') ? type : null);
    }

    /// <summary>On this machine.</summary>
    public string FileContexts => Host.Follow($"{Contexts}/files/file_contexts");

    /// <summary>Whether restorecon and setfiles leave files of a type alone unless they are forced to (customizable_types(5)).</summary>
    public bool IsCustomizable(string type) => Lines(Host, $"{Contexts}/customizable_types").Contains(type);

    /// <summary>Whether an operator's own rule (semanage fcontext) has exactly this expression.</summary>
    public bool HasLocalRule(string expression) =>
        Lines(Host, $"{Contexts}/files/file_contexts.local").Any(line => line.Split([' ', '\t'], 2)[0] == expression);

    /// <summary>Whether the next boot relabels everything, and takes away customizable types as well.</summary>
    public bool RelabelsAtBoot(out bool forced)
    {
        var file = WholeFile.Read(Host.Follow(Autorelabel), Largest);
        forced = Encoding.Latin1.GetString(file.Bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains("-F");
        return file.Problem != FileProblem.Missing;
    }

    private string Contexts => $"/etc/selinux/{Type}/contexts";

    private static IEnumerable<string> Lines(HostPaths host, string file) =>
        Encoding.UTF8.GetString(WholeFile.Read(host.Follow(file), Largest).Bytes).Split('\n').Select(line => line.Trim());
}
