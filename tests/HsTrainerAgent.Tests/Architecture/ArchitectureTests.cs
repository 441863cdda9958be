namespace HsTrainerAgent.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const int LongestFile = 250;
    private const int LongestMedian = 60;

    private static IReadOnlyList<SourceFile> Program()
    {
        var files = SourceFile.OfTheProgram();
        Assert.SkipWhen(files is null, "the tests run without their sources");
        Assert.Contains(files!, file => file.Path == "Program.cs");
        return files!;
    }

    [Fact]
    public void The_program_keeps_the_rules_of_the_house() => None(HouseRules.Broken(Program()));

    [Fact]
    public void No_file_is_longer_than_250_lines() =>
        None(Program().Concat(SourceFile.OfTheTests()!).Where(file => Lines(file) > LongestFile).Select(file => $"{file.Path}: {Lines(file)} lines"));

    [Fact]
    public void The_median_file_has_at_most_60_lines()
    {
        var lines = Program().Select(Lines).Order().ToList();

        Assert.InRange(lines[lines.Count / 2], 1, LongestMedian);
    }

    [Theory]
    [InlineData("Checks/Storage/A.cs", "using HsTrainerAgent.Checks.Api;", "Checks/Storage must not know Checks/Api")]
    [InlineData("Checks/A.cs", "using HsTrainerAgent.Checks.Storage;", "Checks must not know Checks/Storage")]
    [InlineData("Ledger/A.cs", "var x = HsTrainerAgent.Applying.ApplyPlan.None;", "Ledger must not know Applying")]
    [InlineData("Linux/A.cs", "using static HsTrainerAgent.Settings.Secret;", "Linux must not know Settings")]
    [InlineData("Hosting/A.cs", "using HsTrainerAgent.Cli;", "Hosting must not know Cli")]
    [InlineData("Extra/A.cs", "", "nothing says what Extra may know")]
    [InlineData("Cli/A.cs", "using Quartz;", "Quartz belongs to Hosting, Settings")]
    [InlineData("Ledger/A.cs", "using Serilog.Events;", "Serilog belongs to Hosting")]
    [InlineData("Applying/A.cs", "using R = Refit;", "Refit belongs to Checks/Api")]
    [InlineData("Checks/Storage/A.cs", "[LibraryImport(\"libc\")]", "P/Invoke: [LibraryImport")]
    [InlineData("Applying/A.cs", "Process.Start(\"bash\");", "Process: Process.Start")]
    [InlineData("Ledger/A.cs", "var at = DateTime.UtcNow;", "the clock beside TimeProvider: DateTime.UtcNow")]
    [InlineData("Linux/A.cs", "Thread.Sleep(1);", "Thread.Sleep: Thread.Sleep")]
    [InlineData("Hosting/A.cs", "Console.WriteLine();", "Console: Console.WriteLine")]
    [InlineData("Linux/A.cs", "try { } catch { }", "a catch-all: catch {")]
    [InlineData("Linux/A.cs", "catch (Exception fault)\n{\n}\nthrow;\n", "a catch-all: catch (Exception fault)\n{")]
    [InlineData("Linux/A.cs", "class FileHelper;", "a vague name: class FileHelper")]
    [InlineData("Ledger/A.cs", "internal interface ILedger;", "ILedger is not a seam of the operating system or the network")]
    public void A_broken_rule_is_named(string path, string text, string broken)
    {
        var files = SourceFile.Together([new("Checks/Api/B.cs", ""), new("Checks/Storage/B.cs", ""), new(path, text)]);

        Assert.Equal([$"{path}: {broken}"], HouseRules.Broken(files));
    }

    [Theory]
    [InlineData("Checks/Storage/A.cs", "using HsTrainerAgent.Checks;\nusing HsTrainerAgent.Linux;")]
    [InlineData("Checks/CheckSet.cs", "using HsTrainerAgent.Checks.Api;")]
    [InlineData("Linux/A.cs", "    catch\n    {\n        if (x) { }\n        throw;\n    }")]
    [InlineData("Linux/A.cs", "catch (Exception fault) when (fault is IOException)\n{ }")]
    [InlineData("Linux/A.cs", "// not DateTime.Now")]
    [InlineData("Hosting/A.cs", "class Watching : BackgroundService;")]
    public void What_the_rules_allow_passes(string path, string text) =>
        Assert.Empty(HouseRules.Broken(SourceFile.Together([new("Checks/Api/B.cs", ""), new(path, text)])));

    /// <summary>As Assert.Empty, which shortens what it shows.</summary>
    private static void None(IEnumerable<string> broken)
    {
        if (broken.ToList() is { Count: > 0 } all)
            Assert.Fail(string.Join('\n', all));
    }

    private static int Lines(SourceFile file) => file.Text.Count(letter => letter == '\n');
}
