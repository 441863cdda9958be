using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>The settings file and the files it names (tokenFile, TLS files), looked at as one; for one thread.</summary>
internal sealed class SettingsFiles(string file, HostPaths host, ContentReader contents, FolderHints hints)
{
    private IReadOnlyList<string> paths = [file];
    private Snapshot? last;

    public string File => file;

    /// <param name="inForce">Names the files while the settings file cannot be understood.</param>
    public Snapshot Look(AgentSettings? inForce)
    {
        var seen = contents.Take(paths);
        if (seen.Equals(last) && !hints.Stale)
            return seen;
        // A file that the new settings name must hold still like the settings file itself before both count.
        paths = Named(Read().Settings ?? inForce);
        hints.Follow(paths);
        return last = contents.Take(paths);
    }

    /// <summary>Reads the settings out of exactly these contents; null when a file has changed meanwhile.</summary>
    public SettingsReading? Read(Snapshot seen)
    {
        var reading = Read();
        return contents.Take(paths).Equals(seen) ? reading : null;
    }

    /// <summary>The TLS files whose contents differ, by the settings' keys.</summary>
    public IEnumerable<string> ChangedTlsFiles(AgentSettings settings, Snapshot before, Snapshot now) =>
        from tls in settings.Application.Tls.ConnectionFiles()
        let path = host.Below(tls.Path)
        where before.Holds(path) && now.Holds(path) && before[path] != now[path]
        select $"content of application.tls.{tls.Key} {tls.Path}";

    private SettingsReading Read() => SettingsFile.Read(file, host);

    private List<string> Named(AgentSettings? settings)
    {
        List<string> named = [file];
        if (settings?.Application.TokenFile is { } token)
            named.Add(host.Below(token));
        named.AddRange(settings?.Application.Tls.ConnectionFiles().Select(tls => host.Below(tls.Path)) ?? []);
        return [.. named.Distinct()];
    }
}
