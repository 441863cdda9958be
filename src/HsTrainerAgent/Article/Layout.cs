namespace HsTrainerAgent.Article;

/// <summary>What the vendor's article demands of a trainer host for one version, as data.</summary>
internal sealed record Layout
{
    /// <summary>The version in its tolerant reading, as in <c>32.0.3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>HS_PATH.</summary>
    public required string Path { get; init; }

    /// <summary><c>HS_PATH/media</c> or <c>HS_PATH/trainer_media</c>.</summary>
    public required string MediaPath { get; init; }

    public required string DatabasePath { get; init; }

    /// <summary>False for v28 and earlier, whose article has no mkdir for <c>postgresql</c>.</summary>
    public required bool DatabaseIsMade { get; init; }

    /// <summary>The lines that <c>.env</c> must hold: none for the default path, <c>HS_PATH=…</c> otherwise.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    public required IReadOnlyList<LabelRule> Labels { get; init; }

    /// <summary>Exactly the article's commands, in its order.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    public const string MediaOwner = "1000:1000";

    public const string ContainerType = "container_file_t";

    /// <summary>The layout, or null and the reason why there is none.</summary>
    public static Layout? For(string version, string path, out string? reason) => throw new NotSupportedException();
}

/// <summary>A path that chcon labels.</summary>
internal sealed record LabelRule(string Path, string Type, bool Recursive);
