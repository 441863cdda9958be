using HsTrainerAgent.Fuzz.Engine;
using HsTrainerAgent.Fuzz.Targets;

namespace HsTrainerAgent.Tests.Fuzz;

/// <summary>What fuzzing has found stays found: each input, made small, through the oracle that objected to it.</summary>
[Collection("fuzz")]
public sealed class CorpusTests
{
    static CorpusTests() => Trial.IsAlone = false;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Fuzz");

    public static IEnumerable<TheoryDataRow<string, string>> Files() =>
        from folder in Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal)
        from file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
        select new TheoryDataRow<string, string>(Path.GetFileName(folder), Path.GetFileName(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_found_once_is_read_well(string target, string file)
    {
        var reader = All.Targets.Single(one => one.Name == target);

        var trial = Trial.Of(reader, File.ReadAllBytes(Path.Combine(Folder, target, file)));

        Assert.True(trial.Kind is null, trial.Detail);
    }
}
