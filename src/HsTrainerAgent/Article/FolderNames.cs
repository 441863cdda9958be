namespace HsTrainerAgent.Article;

/// <summary>The names that the article's two tables give a version's folders.</summary>
/// <param name="Version">The version in its tolerant reading.</param>
internal sealed record FolderNames(string Version, string Media, string Database, bool DatabaseIsMade)
{
    /// <summary>A version on each side of every border that the tables draw.</summary>
    public static IReadOnlyList<string> Borders { get; } = ["28.0", "30.0", "31.0.11", "31.0.12", "32.0.2", "32.0.3", "33.0"];

    /// <summary>The names, or null and the reason why the article has none.</summary>
    public static FolderNames? For(string text, out string? reason)
    {
        if (TrainerVersion.Read(text) is not { } version)
        {
            reason = $"'{text}' is no version (expected something like 32.0.3), so it has no documented layout";
            return null;
        }
        reason = WhyNone(version);
        if (reason is not null)
            return null;
        return version.Major <= 28
            ? new(version.ToString(), "media", "postgresql", DatabaseIsMade: false)
            : new(version.ToString(), HasTrainerMedia(version) ? "trainer_media" : "media", $"postgres_trainer{version.Major}_{version.Minor}", DatabaseIsMade: true);
    }

    private static string? WhyNone(TrainerVersion version) => version switch
    {
        { Major: 29 } => $"version {version} has no documented layout: the article's tables leave 29.x out",
        { Major: 31, Minor: null or 0, Patch: null } =>
            $"version {version} has no patch number, which decides: 31.0.0 to 31.0.11 use media, 31.0.12 and later trainer_media, write it in full, as in 31.0.12",
        { Major: 32, Minor: null or 0, Patch: null } =>
            $"version {version} has no patch number, which decides: 32.0.0 to 32.0.2 use media, 32.0.3 and later trainer_media, write it in full, as in 32.0.3",
        { Major: >= 30, Minor: null } =>
            $"version {version} has no minor number, which the database folder is named after (postgres_trainer{version.Major}_<minor>), write it, as in {version.Major}.0",
        _ => null,
    };

    private static bool HasTrainerMedia(TrainerVersion version) => version switch
    {
        { Major: <= 30 } => false,
        { Major: 31, Minor: 0 } => version.Patch >= 12,
        { Major: 32, Minor: 0 } => version.Patch >= 3,
        _ => true,
    };
}
