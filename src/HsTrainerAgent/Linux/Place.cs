namespace HsTrainerAgent.Linux;

/// <summary>What the walk of a path came to.</summary>
internal enum PlaceState
{
    Found,

    /// <summary>Nothing is there; EACCES and other failures to look are <see cref="Unknown"/>, never this.</summary>
    Missing,

    /// <summary>It lies on a shared file system, which was not touched.</summary>
    Shared,

    /// <summary>Could not look; <see cref="Place.Why"/> says why.</summary>
    Unknown,
}

/// <summary>Where a path of the host leads once its symlinks are followed, and what lies there.</summary>
/// <param name="Path">As asked.</param>
/// <param name="Real">The host's path with every symlink resolved, as far as the walk came.</param>
/// <param name="Here">The same on this machine, which is what may be opened when it was found.</param>
/// <param name="Mount">The mount the walk ended on; null when mounts were not looked at.</param>
/// <param name="Inode">Null unless found.</param>
internal sealed record Place(string Path, string Real, string Here, PlaceState State, Mount? Mount, Inode? Inode, string? Why)
{
    /// <summary>For people: why nothing is known of the place, or null when it was looked at.</summary>
    public string? WhyNotLooked() => State switch
    {
        PlaceState.Shared => $"{UnixText.Shown(Path)} was not touched, as it lies on {Mount}",
        PlaceState.Unknown => Why,
        _ => null,
    };
}
