namespace HsTrainerAgent.Linux;

/// <summary>One mount, as a line of <c>/proc/self/mountinfo</c> tells it (proc_pid_mountinfo(5)).</summary>
/// <param name="Device"><c>major:minor</c> of the file system's st_dev; bind mounts and btrfs subvolumes of one file system share it.</param>
/// <param name="Root">The folder within the file system that forms the mount's root.</param>
/// <param name="Point">Where it is mounted, relative to the process's root.</param>
/// <param name="Tags">The optional fields, as in <c>shared:1</c>.</param>
internal sealed record Mount(
    int Id, int Parent, string Device, string Root, string Point, IReadOnlyList<string> Options, IReadOnlyList<string> Tags,
    string FileSystem, string Source, IReadOnlyList<string> SuperOptions)
{
    public FileSystemNature Nature => Below is null ? FileSystems.NatureOf(FileSystem) : FileSystemNature.Shared;

    /// <summary>The shared file system that its files come from though its own type is local: a folder of an overlay, the image behind a loop device.</summary>
    public Mount? Below { get; init; }

    /// <summary>
    /// Nothing of the host: the empty file or folder of mode 000 that systemd mounts over what a unit may not see (InaccessiblePaths=, ProtectHome=;
    /// systemd.exec(5)). Its stock of them lies in /run/systemd/inaccessible, in an nspawn container in /run/host/inaccessible.
    /// </summary>
    public bool IsVeil => Path.GetDirectoryName(Root) is { } stock && (stock == "/host/inaccessible" || stock.EndsWith("/systemd/inaccessible", StringComparison.Ordinal));

    /// <summary>For people, as in <c>nfs4 (nas:/export) mounted at /mnt/hs</c>.</summary>
    public override string ToString() =>
        UnixText.Shown(FileSystem) + (Source is "" or "none" || Source == FileSystem ? "" : $" ({UnixText.Shown(Source)})") + $" mounted at {UnixText.Shown(Point)}"
        + (Below is null ? "" : $", made of {Below}");
}
