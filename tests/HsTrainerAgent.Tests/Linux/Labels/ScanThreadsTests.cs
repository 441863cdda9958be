using System.Diagnostics;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

public sealed class ScanThreadsTests : IDisposable
{
    private const int Files = 12000;

    private readonly string root = Directory.CreateTempSubdirectory("label-threads-").FullName;

    /// <summary>One folder that takes several calls of getdents64 to read; nothing in it has a label.</summary>
    private void MakeHugeFolder()
    {
        using var bash = Process.Start("bash", ["-c", $"cd {root} && seq -f %020.0f 1 {Files} | xargs touch"]);
        bash.WaitForExit();
    }

    [Fact]
    public void A_huge_folder_is_split_among_threads_and_each_entry_is_looked_at_once()
    {
        MakeHugeFolder();
        var place = new PathWalk("/").To(root);
        for (var attempts = 0; ; attempts++)
        {
            var queue = new ScanQueue(2);
            var bounds = new ScanBounds(place, new Dictionary<string, Mount>(), mountIds: true);
            var threads = new[] { new ScanNotes(), new ScanNotes() }.Select(notes => new ScanThread(queue, bounds, notes, "container_file_t", withItself: false)).ToList();
            queue.Push(new ScanWork(new ScanFolder(new ScanBase(bounds.Start, [], -1), [])));
            OwnThreads.Run([.. threads.Select(thread => (Action)thread.Run)], queue.End);

            Assert.Equal(Files, threads.Sum(thread => thread.Notes.Entries));
            if (threads.All(thread => thread.Notes.Entries > 1000))
                break;
            Assert.True(attempts < 50, "one thread did it all, fifty times");
        }
        Assert.Equal((Files, 100), (ScannedTree.Scan(root, withItself: false).WrongCount, ScannedTree.Scan(root).Wrong.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_scan_that_is_told_to_stop_tells_what_it_has_seen_and_leaves_nothing_behind(int threads)
    {
        MakeHugeFolder();
        var before = Environment.CurrentDirectory;
        LabelScanResult result;
        var attempts = 0;
        do
        {
            result = StoppedAfterHundred(threads);
        }
        // Who stops it may be given no turn before it is done.
        while (result.Entries >= Files && ++attempts < 50);

        Assert.InRange(result.Entries, 100, Files - 1);
        Assert.Equal([$"stopped after {result.Entries} entries"], result.Unseen);
        Assert.InRange(result.WrongCount, 100, result.Entries);
        Assert.Empty(ScannedTree.HeldOpen(root));
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    private LabelScanResult StoppedAfterHundred(int threads)
    {
        using var enough = new CancellationTokenSource();
        var scan = ScannedTree.ScanOf(root, threads);
        var watch = new Thread(() =>
        {
            while (scan.Seen < 100)
                Thread.Yield();
            enough.Cancel();
        });
        watch.Start();
        var result = scan.Run(enough.Token);
        watch.Join();
        return result;
    }

    [Fact]
    public void A_scan_that_is_not_wanted_any_more_does_not_begin() =>
        Assert.Equal((0, "stopped after 0 entries"),
            ScannedTree.ScanOf(root, 2).Run(new CancellationToken(canceled: true)) is var result ? (result.Entries, Assert.Single(result.Unseen)) : default);

    [Fact]
    public void The_fault_of_one_thread_ends_the_others_and_is_the_callers()
    {
        MakeHugeFolder();
        var queue = new ScanQueue(2);
        var bounds = new ScanBounds(new PathWalk("/").To(root), new Dictionary<string, Mount>(), mountIds: true);
        var broken = new ScanThread(queue, bounds, null!, "container_file_t", withItself: true);
        queue.Push(new ScanWork(new ScanFolder(new ScanBase(bounds.Start, [], -1), [])));
        using var waiting = new ManualResetEventSlim();

        Assert.Throws<NullReferenceException>(() => OwnThreads.Run(
            [
                () =>
                {
                    // Works on something for ever, until it hears that it is over.
                    waiting.Set();
                    SpinWait.SpinUntil(() => queue.IsOver);
                },
                () =>
                {
                    waiting.Wait(CancellationToken.None);
                    broken.Run();
                },
            ], queue.End));
        queue.Clear();
        Assert.Empty(ScannedTree.HeldOpen(root));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
