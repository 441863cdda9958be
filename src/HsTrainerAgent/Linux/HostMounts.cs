namespace HsTrainerAgent.Linux;

/// <summary>The mounts of the host that is looked at, and the walk of its paths over them.</summary>
internal sealed class HostMounts
{
    private const string File = "/proc/self/mountinfo";

    private readonly string judgedRoot;

    private HostMounts(MountTable table, PathWalk walk, string judgedRoot)
    {
        (Table, Walk, this.judgedRoot) = (table, walk, judgedRoot);
    }

    public MountTable Table { get; }

    public PathWalk Walk { get; }

    /// <summary>
    /// Below a root, the mounts are those of its <c>proc/self/mountinfo</c> if that is a file of its own, as in an image or a fixture; without one,
    /// or where it is the kernel's own procfs, they are the running kernel's, which name this machine's paths.
    /// </summary>
    /// <exception cref="IOException">Mountinfo cannot be read or is none.</exception>
    public static HostMounts Read(HostPaths host)
    {
        var kernel = Table(File, new PathWalk("/"));
        if (host.IsRunningHost)
            return new(kernel, new PathWalk("/", kernel), "/");
        var here = new PathWalk("/", kernel);
        var root = here.To(host.Root);
        var own = here.To(new PathWalk(root.Real).To(File).Here);
        if (own is { State: PlaceState.Found, Mount.FileSystem: not "proc" })
        {
            var table = Table(own.Here, new PathWalk(root.Real));
            return new(table, new PathWalk(root.Real, table), "/");
        }
        return new(kernel, new PathWalk(root.Real, kernel, root.Real, root.Mount), root.Real);

        static MountTable Table(string path, PathWalk walk)
        {
            try
            {
                return new MountTable(StackedMounts.Judged(MountInfo.Parse(System.IO.File.ReadAllBytes(path)), loop => ImageOf(walk, loop)));
            }
            catch (Exception fault) when (fault is FormatException or UnauthorizedAccessException)
            {
                throw new IOException($"{path}: {fault.Message}", fault);
            }
        }
    }

    private static string? ImageOf(PathWalk walk, string loop) =>
        WholeFile.Read(walk.To($"/sys/block/{loop}/loop/backing_file").Here, 4096) is { Problem: FileProblem.None } image ? UnixText.FromBytes(image.Bytes.AsSpan().TrimEnd((byte)'\n')) : null;

    /// <summary>The mount a host's path lies on if none of its folders is a symlink; nothing is touched.</summary>
    public Mount WithoutSymlinks(string hostPath) => Table.WithoutSymlinks(Named(hostPath));

    /// <summary>Whether something is mounted right there, by the table alone.</summary>
    public bool IsMountPoint(string hostPath) => WithoutSymlinks(hostPath).Point == Named(hostPath);

    /// <summary>The host's paths inside a folder at which something else is mounted.</summary>
    public IReadOnlyDictionary<string, Mount> Inside(Place folder) =>
        Table.Inside(folder.Mount!, Named(folder.Real)).ToDictionary(pair => judgedRoot == "/" ? pair.Key : pair.Key[judgedRoot.Length..], pair => pair.Value);

    private string Named(string hostPath) => judgedRoot == "/" ? hostPath : hostPath == "/" ? judgedRoot : judgedRoot + hostPath;
}
