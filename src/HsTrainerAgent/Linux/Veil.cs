namespace HsTrainerAgent.Linux;

/// <summary>Tells what this service cannot see because its own unit hides it (InaccessiblePaths=, ProtectHome=; systemd.exec(5)), which is neither missing nor empty.</summary>
internal static class Veil
{
    /// <summary>Beside the settings file: the service may look there.</summary>
    private const string Folder = "/etc/hs-trainer-agent";

    /// <summary>The hidden file or folder that a path lies in, or null; shared file systems are not touched.</summary>
    /// <param name="path">On this machine; symlinks are followed.</param>
    public static string? Over(string path)
    {
        try
        {
            return HostMounts.Read(new HostPaths("/")).Walk.To(Path.GetFullPath(path)).Mount is { IsVeil: true } veil ? veil.Point : null;
        }
        catch (IOException)
        {
            // Without a mount table the file is told as it looks.
            return null;
        }
    }

    /// <param name="hidden">What the unit names.</param>
    public static string Sentence(string hidden) => $"{UnixText.Shown(hidden)} is hidden from this service by its own unit";

    /// <summary>For people: words that follow a path.</summary>
    /// <param name="hidden">What the unit names.</param>
    public static string Words(string hidden) => $"is hidden from this service: its own unit makes {UnixText.Shown(hidden)} inaccessible";

    /// <summary>The command that puts a hidden file where the service, and nobody else but root, may read it.</summary>
    /// <param name="path">The host's own.</param>
    public static string Copy(string path)
    {
        var to = $"{Folder}/{Path.GetFileName(path)}";
        return $"install -D -o root -g hs-trainer-agent -m 0640 {ShellText.Quote(path)} {ShellText.Quote(to)}";
    }
}
