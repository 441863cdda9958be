using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Host;

/// <summary>A container engine that lies where programs usually lie.</summary>
/// <param name="Path">The host's own.</param>
/// <param name="Version">What it says of itself, as in <c>podman 4.9.4</c>; null when it was not or could not be asked.</param>
internal sealed record ContainerEngine(string Path, bool FromSnap, EngineVersion? Version)
{
    private static readonly string[] Folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/snap/bin", "/var/lib/snapd/snap/bin"];
    private static readonly string[] Names = ["podman", "docker", "docker-latest"];
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>All of them; programs are run for their version only on the running host.</summary>
    public static async Task<IReadOnlyList<ContainerEngine>> FindAsync(HostPaths host, TimeProvider clock, CancellationToken cancellation)
    {
        var found = new Dictionary<string, ContainerEngine>();
        foreach (var path in Names.SelectMany(name => Folders.Select(folder => $"{folder}/{name}")))
        {
            var place = new PathWalk(host.Root).To(path);
            if (place is not { State: PlaceState.Found, Inode: { Kind: InodeKind.File, Permissions: var mode } } || (mode & 0x49) == 0)
                continue;
            var line = host.IsRunningHost ? await ProgramOutput.FirstLineAsync(path, ["--version"], Deadline, clock, cancellation).ConfigureAwait(false) : null;
            // /bin and /sbin are links to /usr on a modern host: one file is one engine.
            found.TryAdd($"{place.Real} {System.IO.Path.GetFileName(path)}", new ContainerEngine(path, IsSnap(path) || IsSnap(place.Real), EngineVersion.Read(line)));
        }
        return [.. found.Values];
    }

    private static bool IsSnap(string path) => path.StartsWith("/snap/", StringComparison.Ordinal) || path.StartsWith("/var/lib/snapd/", StringComparison.Ordinal)
        || path.EndsWith("/snap", StringComparison.Ordinal);

    public override string ToString() => Path + (FromSnap ? " (from Snap)" : Version is null ? "" : $" ({Version})");
}
