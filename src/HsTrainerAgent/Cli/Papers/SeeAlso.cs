namespace HsTrainerAgent.Cli.Papers;

/// <summary>The last section of a manual page: others to read.</summary>
internal static class SeeAlso
{
    public static string Of(params (string Name, int Section)[] pages) =>
        string.Join(",\n", pages.Select(page => $"{Roff.Bold(page.Name)}({page.Section})"));
}
