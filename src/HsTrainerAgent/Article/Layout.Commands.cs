using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Article;

internal sealed partial record Layout
{
    /// <summary>
    /// Step 1. The article clears <c>.env</c> for the default path; for another it says "set the HS_PATH variable" and gives no command:
    /// these two set it and keep every other line, also when <c>.env</c> does not exist or ends without a newline.
    /// </summary>
    private static IEnumerable<string> EnvironmentCommands(string path) => path == DefaultPath
        ? ["rm .env", "touch .env"]
        : [
            "touch .env",
            @"sed -i -E -e '/^[[:space:]]*(export[[:space:]]+)?HS_PATH=/d' -e '$a\' .env",
            $"echo {ShellText.Quote(EnvironmentFor(path)[0])} >> .env",
        ];

    /// <summary>The rest of step 1, and step 2.</summary>
    private static IEnumerable<string> FolderCommands(string media, string database, bool databaseIsMade)
    {
        var (mediaWord, databaseWord) = (ShellText.Quote(media), ShellText.Quote(database));
        yield return $"mkdir -p {mediaWord}";
        yield return $"chown {MediaOwner} {mediaWord}";
        yield return $"chcon -t {ContainerType} {mediaWord}";
        if (databaseIsMade)
            yield return $"mkdir -p {databaseWord}";
        yield return $"chcon -R -t {ContainerType} {databaseWord}";
    }
}
