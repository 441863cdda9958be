namespace HsTrainerAgent.Settings;

/// <summary>One trainer: a bundle on this host and the HS_PATH it works in. Paths are the host's.</summary>
internal sealed record TrainerSettings
{
    public required string Name { get; init; }

    public required string Bundle { get; init; }

    /// <summary>As written or as read from the bundle's folder name; may be one the article knows nothing of.</summary>
    public required string Version { get; init; }

    /// <summary>HS_PATH.</summary>
    public string Path { get; init; } = DefaultPath;

    public const string DefaultPath = "/mnt/hs";
}
