using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Article;

/// <summary>What the vendor's article demands of a trainer host for one version, as data.</summary>
internal sealed partial record Layout
{
    /// <summary>The version in its tolerant reading, as in <c>32.0.3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>HS_PATH, without trailing or doubled slashes.</summary>
    public required string Path { get; init; }

    /// <summary><c>HS_PATH/media</c> or <c>HS_PATH/trainer_media</c>.</summary>
    public required string MediaPath { get; init; }

    public required string DatabasePath { get; init; }

    /// <summary>False for v28 and earlier, whose article has no mkdir for <c>postgresql</c>.</summary>
    public required bool DatabaseIsMade { get; init; }

    /// <summary>The lines that <c>.env</c> must hold: none for the default path, <c>HS_PATH=…</c> otherwise.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    public required IReadOnlyList<LabelRule> Labels { get; init; }

    /// <summary>Exactly the article's commands, in its order, to be run as root in the bundle's folder.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    public const string DefaultPath = "/mnt/hs";

    public const string MediaOwner = "1000:1000";

    public const string ContainerType = "container_file_t";

    /// <summary>The article's step 3; the URL is written without its trailing slash.</summary>
    public const string RunCommand = "sudo bash run.sh trainer <main application URL> <access token>";

    /// <summary>The layout, or null and the reason why there is none.</summary>
    public static Layout? For(string version, string path, out string? reason)
    {
        reason = PathProblem(path);
        if (reason is not null || FolderNames.For(version, out reason) is not { } names)
            return null;
        var hsPath = Normal(path);
        var media = Join(hsPath, names.Media);
        var database = Join(hsPath, names.Database);
        return new Layout
        {
            Version = names.Version,
            Path = hsPath,
            MediaPath = media,
            DatabasePath = database,
            DatabaseIsMade = names.DatabaseIsMade,
            Environment = EnvironmentFor(hsPath),
            Labels = [new(media, ContainerType, Recursive: false), new(database, ContainerType, Recursive: true)],
            Commands = [.. EnvironmentCommands(hsPath), .. FolderCommands(media, database, names.DatabaseIsMade)],
        };
    }

    /// <summary>The lines of <c>.env</c> for an HS_PATH, which no version changes.</summary>
    public static IReadOnlyList<string> EnvironmentFor(string path) =>
        Normal(path) == DefaultPath ? [] : ["HS_PATH=" + ShellText.Quote(Normal(path))];

    /// <summary>The path without trailing and doubled slashes.</summary>
    public static string Normal(string path) =>
        "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;

    private static string? PathProblem(string path) =>
        !path.StartsWith('/') ? $"HS_PATH must be an absolute path, not '{path}'"
        : path.Any(char.IsControl) ? "HS_PATH must not hold control characters, which .env cannot express"
        : null;
}

/// <summary>A path that chcon labels.</summary>
internal sealed record LabelRule(string Path, string Type, bool Recursive);
