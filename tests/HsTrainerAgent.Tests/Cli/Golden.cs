using System.Text.RegularExpressions;

namespace HsTrainerAgent.Tests.Cli;

/// <summary>Compares a whole screen with a file; UPDATE_GOLDEN=1 writes the file anew, for the difference to be read.</summary>
internal static partial class Golden
{
    private const string Folder = "Fixtures/Cli";

    public static void Compare(string name, string screen)
    {
        var shown = JsonTime().Replace(JsonElapsed().Replace(Phase().Replace(Elapsed().Replace(screen, "ELAPSED"), "PHASE"), "0.0"), "2026-11-22T16:00:00Z");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "../../..", Folder, name), shown);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Folder, name)), shown);
    }

    [GeneratedRegex(@"(?<=^. \w.{10,}) ([ \d.]{6} ms|[ \d.]{7} s)", RegexOptions.Multiline)]
    private static partial Regex Elapsed();

    [GeneratedRegex(@"(?<=^    (name|connect) )[\d.]+ ms", RegexOptions.Multiline)]
    private static partial Regex Phase();

    [GeneratedRegex(@"(?<=""(elapsedMs|nameMs|connectMs)"": )\d+(\.\d+)?")]
    private static partial Regex JsonElapsed();

    [GeneratedRegex(@"(?<=""at"": "")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex JsonTime();
}
