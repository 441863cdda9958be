using HsTrainerAgent.Fuzz.Engine;
using HsTrainerAgent.Fuzz.Targets;

namespace HsTrainerAgent.Tests.Fuzz;

/// <summary>A short run of each target from a fixed seed; the long ones are of <c>dotnet run --project tests/HsTrainerAgent.Fuzz</c>.</summary>
[Collection("fuzz")]
public sealed class SmokeTests
{
    private const int Inputs = 1000;

    // Other tests run beside these.
    static SmokeTests() => Trial.IsAlone = false;

    // One request of the wire can take seconds; the tests of the api check ask over it.
    public static IEnumerable<TheoryDataRow<string>> Names() => All.Targets.Where(target => target.Name != "http-wire").Select(target => new TheoryDataRow<string>(target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_thousand_mutations_are_read_well(string name)
    {
        var target = All.Targets.Single(one => one.Name == name);
        var folder = Directory.CreateTempSubdirectory("hs-trainer-agent-fuzz-").FullName;
        try
        {
            using var current = new CurrentInput(null, 0);

            // Those that start a program or a connection each time take their share.
            var outcome = new FuzzRun(target, seed: 1, new Findings(folder), current).Run((long)(Inputs * Math.Min(1, target.Share)), CancellationToken.None);

            var found = Path.Combine(folder, "found");
            Assert.True(outcome.Kinds == 0, Directory.Exists(found) ? string.Join('\n', Directory.EnumerateFiles(found, "*.txt", SearchOption.AllDirectories).Select(File.ReadAllText)) : "");
            Assert.True(outcome.Inputs >= target.Seeds.Count());
        }
        finally
        {
            TemporaryFolder.Delete(folder);
        }
    }

    [Theory]
    [InlineData("applied-record")]
    [InlineData("attempts")]
    [InlineData("run-state")]
    public void A_record_cut_off_anywhere_is_damaged_and_no_other_record(string name)
    {
        var target = All.Targets.Single(one => one.Name == name);

        foreach (var whole in target.Seeds)
        {
            for (var length = 0; length <= whole.Length; length++)
            {
                var trial = Trial.Of(target, whole[..length]);
                Assert.True(trial.Kind is null, trial.Detail);
            }
        }
    }
}
