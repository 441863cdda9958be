using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>The settings file and the files it names (tokenFile, TLS files), looked at as one; for one thread.</summary>
internal sealed class SettingsFiles(string file, HostPaths host, ContentReader contents, FolderHints hints, HangingFiles hanging)
{
    private IReadOnlyList<string> paths = [file];
    private Snapshot? last;

    /// <param name="inForce">Names the files while the settings file cannot be understood.</param>
    public Snapshot Look(AgentSettings? inForce)
    {
        var seen = contents.Take(paths);
        if (seen.Equals(last) && !hints.Stale)
            return seen;
        // A file that the new settings name must hold still like the settings file itself before both count.
        paths = Named(Read().Settings ?? inForce);
        hints.Follow(paths.Where(path => !hanging.Have(path)).SelectMany(Steps));
        return last = contents.Take(paths);
    }

    /// <summary>Reads the settings out of exactly these contents; null when a file has changed meanwhile.</summary>
    public SettingsReading? Read(Snapshot seen)
    {
        var reading = Read();
        return contents.Take(paths).Equals(seen) ? reading : null;
    }

    private static List<(string Folder, string Name)> Steps(string path)
    {
        using var touch = Touch.At(path);
        return [.. SymlinkSteps.Of(path)];
    }

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
