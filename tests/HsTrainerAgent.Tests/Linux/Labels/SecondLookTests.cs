using System.Diagnostics;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

public sealed class SecondLookTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("label-again-").FullName;

    private static ScanNotes Noted(int wrong)
    {
        var notes = new ScanNotes { Entries = wrong };
        for (var number = 0; number < wrong; number++)
            notes.Wrong(Encoding.ASCII.GetBytes($"{number:d5}"), "mnt_t");
        return notes;
    }

    [Fact]
    public void What_has_its_label_by_the_end_of_the_scan_is_neither_told_nor_counted()
    {
        var half = Noted(250).Result(name => (name[^1] % 2 == 0, true), stopped: false);
        var none = Noted(250).Result(_ => default, stopped: false);

        Assert.Equal((125, "00000", 100), (half.WrongCount, half.Wrong[0].Name, half.Wrong.Count));
        Assert.Equal((0, 0, 0), (none.WrongCount, none.Wrong.Count, none.Unseen.Count));
    }

    [Fact]
    public void When_more_are_relabelled_meanwhile_than_are_kept_nobody_knows()
    {
        var result = Noted(5000).Result(_ => default, stopped: false);

        Assert.Equal((0, 0), (result.WrongCount, result.Wrong.Count));
        Assert.Equal(["the labels of 5000 were changed meanwhile"], result.Unseen);
        Assert.Equal(5000, Noted(5000).Result(_ => (true, true), stopped: false).WrongCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void It_finds_its_way_however_long_the_path_is(int levels)
    {
        Labelling.SkipUnlessPossible(root);
        var name = string.Concat(Enumerable.Repeat("level-number/", levels)) + "bottom";
        // In steps, as no single call takes the whole path.
        var steps = Enumerable.Repeat("level-number/", levels).Chunk(250).Select(step => string.Concat(step)).ToList();
        var down = string.Join(" && ", steps.Select(step => $"mkdir -p {step} && cd {step}"));
        Bash(down + " && touch bottom");
        var again = new SecondLook(new ScanBounds(new PathWalk("/").To(root), new Dictionary<string, Mount>(), mountIds: true), "container_file_t");

        Assert.True(again.At(Encoding.ASCII.GetBytes(name)).OtherType);
        Bash($"{down} && cp {Labelled()} bottom --preserve=xattr --remove-destination");
        Assert.False(again.At(Encoding.ASCII.GetBytes(name)).OtherType);
        Bash($"{down} && rm bottom");
        Assert.False(again.At(Encoding.ASCII.GetBytes(name)).OtherType);
        Bash("rm -r level-number");
        Assert.False(again.At(Encoding.ASCII.GetBytes(name)).OtherType);
        Assert.Empty(ScannedTree.HeldOpen(root));
    }

    private string Labelled()
    {
        File.WriteAllText(root + "/labelled", "");
        Labelling.Set(root + "/labelled", Labelling.Right);
        return root + "/labelled";
    }

    private void Bash(string script)
    {
        using var bash = Process.Start("bash", ["-c", $"cd {root} && export -n PWD OLDPWD && {script}"]);
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }

    public void Dispose() => Bash("rm -rf " + root);
}
