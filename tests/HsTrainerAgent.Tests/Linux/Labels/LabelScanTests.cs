using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

public sealed class LabelScanTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("labels-").FullName;

    public LabelScanTests() => Labelling.SkipUnlessPossible(root);

    /// <summary>By one thread and by two, which must see the same.</summary>
    private LabelScanResult Scan(bool withItself = true) => ScannedTree.Scan(root, withItself);

    private string Make(string name, string type = "container_file_t")
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
            Labelling.Set(folder, Labelling.Right);
        Labelling.Set(path, Labelling.OfType(type));
        return path;
    }

    [Fact]
    public void What_is_labelled_right_is_counted_and_nothing_else()
    {
        Make("base/1/2601");
        Make("PG_VERSION");

        var scan = Scan();

        Assert.Equal((5, 0), (scan.Entries, scan.WrongCount));
        Assert.Equal(4, Scan(withItself: false).Entries);
    }

    [Fact]
    public void Files_folders_and_symlinks_are_judged_by_their_own_label()
    {
        Make("right");
        Make("a/wrong", "mnt_t");
        Labelling.Set(root + "/a", Labelling.OfType("var_t"));
        File.CreateSymbolicLink(root + "/dangling", "/nowhere");
        Labelling.Set(root + "/dangling", Labelling.OfType("tmp_t"));
        File.CreateSymbolicLink(root + "/unlabelled", "/etc");
        File.CreateSymbolicLink(root + "/fine", "/etc");
        Labelling.Set(root + "/fine", Labelling.Right);
        Labelling.Set(root, Labelling.OfType("container_file_tx"));

        var scan = Scan();

        Assert.Equal(
            [(".", "container_file_tx"), ("a", "var_t"), ("a/wrong", "mnt_t"), ("dangling", "tmp_t"), ("unlabelled", "no label")],
            scan.Wrong.Select(wrong => (wrong.Name, wrong.Observed)));
        Assert.Equal((7, 5), (scan.Entries, scan.WrongCount));
    }

    [Fact]
    public void Names_of_any_bytes_are_seen_and_escaped()
    {
        byte[] folder = [.. UnixText.ToBytes(root), .. "/caf"u8, 0xe9];
        Directory.CreateDirectory(root + "/x");
        Bash($@"cd {root} && mv x $'caf\xe9' && touch $'caf\xe9/a\nb' $'caf\xe9/\e[31m'");
        Assert.True(Labelling.TrySet(folder, Labelling.Right));

        Assert.Equal([@"caf\xe9/\x1b[31m", @"caf\xe9/a\nb"], Scan().Wrong.Select(wrong => wrong.Name));
    }

    [Fact]
    public void A_tree_deeper_than_PATH_MAX_is_scanned_to_its_bottom()
    {
        const int Levels = 500;
        // In two halves, as no single call takes the whole path.
        var half = string.Concat(Enumerable.Repeat("level-number/", Levels / 2));
        Bash($"cd {root} && mkdir -p {half} && cd {half} && mkdir -p {half} && cd {half} && touch bottom");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        var scan = Scan();

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        Assert.Equal((Levels + 2, Levels + 1), (scan.Entries, scan.WrongCount));
        Assert.Empty(scan.Unseen);
        Assert.Equal(100, scan.Wrong.Count);
        Assert.Empty(ScannedTree.HeldOpen(root));
    }

    [Fact]
    public void A_label_of_almost_a_page_is_read_whole()
    {
        var path = Make("many");
        Labelling.Set(path, Labelling.OfType("container_file_t") + ":" + string.Join(',', Enumerable.Range(0, 500).Select(number => $"c{number}")));

        Assert.Equal(0, Scan().WrongCount);
    }

    [Fact]
    public void A_label_of_a_page_is_read_whole_and_a_longer_one_is_told()
    {
        // tmpfs keeps longer ones than ext4.
        var memory = Directory.CreateDirectory($"/dev/shm/labels-{Guid.NewGuid():n}").FullName;
        try
        {
            Labelling.SkipUnlessPossible(memory);
            var context = Labelling.Right + ":c" + new string('0', 4096 - 1 - Labelling.Right.Length - 2);
            File.WriteAllText(memory + "/a-page", "");
            Labelling.Set(memory + "/a-page", context);
            File.WriteAllText(memory + "/more", "");
            Labelling.Set(memory + "/more", context + "0");

            var scan = ScannedTree.Scan(memory);

            Assert.Equal((3, 0), (scan.Entries, scan.WrongCount));
            Assert.Equal(["more: Numerical result out of range (errno 34)"], scan.Unseen);
        }
        finally
        {
            Directory.Delete(memory, recursive: true);
        }
    }

    [Fact]
    public void Many_wrong_ones_are_all_counted_and_the_first_by_name_are_told()
    {
        var names = Enumerable.Range(0, 2500).Select(number => $"{number % 7}/{number:d4}").Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            Make(name, "mnt_t");

        var scan = Scan();

        Assert.Equal((2508, 2500), (scan.Entries, scan.WrongCount));
        Assert.Equal(names.Take(100), scan.Wrong.Select(wrong => wrong.Name));
    }

    /// <summary>By rm, as Directory.Delete can name neither every byte nor every depth.</summary>
    public void Dispose() => Bash("rm -rf " + root);

    private static void Bash(string script)
    {
        using var bash = System.Diagnostics.Process.Start("bash", ["-c", script]);
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
