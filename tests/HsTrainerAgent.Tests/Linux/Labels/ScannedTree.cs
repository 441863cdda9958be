using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

/// <summary>Scans of a folder of this machine, and what they leave behind in this process.</summary>
internal static class ScannedTree
{
    public static LabelScan ScanOf(string root, int threads, bool withItself = true)
    {
        var mounts = HostMounts.Read(new HostPaths("/"));
        var place = mounts.Walk.To(root);
        return new LabelScan(place, "container_file_t", mounts.Inside(place), withItself, threads);
    }

    /// <summary>By one thread and by two and by seven, which must see the same.</summary>
    public static LabelScanResult Scan(string root, bool withItself = true)
    {
        var results = new[] { 1, 2, 7 }.Select(threads => ScanOf(root, threads, withItself).Run(CancellationToken.None)).ToList();
        Assert.All(results, result => Assert.Equivalent(results[0], result, strict: true));
        Assert.All(results, result => Assert.Equal(results[0].Wrong, result.Wrong));
        Assert.All(results, result => Assert.Equal(results[0].Unseen, result.Unseen));
        return results[0];
    }

    /// <summary>Open files below a folder, and threads that work in it.</summary>
    public static IReadOnlyList<string> HeldOpen(string root)
    {
        IReadOnlyList<string> held = [];
        // The kernel takes a thread apart a little after it has been joined.
        SpinWait.SpinUntil(() => (held = [.. Links().Where(IsBelow)]).Count == 0, TimeSpan.FromSeconds(30));
        return held;

        bool IsBelow(string link) => new FileInfo(link).LinkTarget?.StartsWith(root, StringComparison.Ordinal) == true;
    }

    private static IEnumerable<string> Links() =>
        [.. Directory.GetFiles("/proc/self/fd"), .. Directory.GetDirectories("/proc/self/task").Select(task => task + "/cwd")];
}
