namespace HsTrainerAgent.Linux.Labels;

/// <summary>
/// Compares the SELinux type of everything in a folder, on one mount, with the one wanted: each entry's own label, symlinks never followed,
/// what vanishes meanwhile ignored, what cannot be read told without ending the scan.
/// </summary>
internal sealed class LabelScan
{
    private readonly ScanBounds bounds;
    private readonly ScanQueue queue;
    private readonly ScanThread[] threads;
    private readonly SecondLook again;

    /// <param name="place">A folder that was found on a local file system.</param>
    /// <param name="mountsInside">The host's paths inside it at which something is mounted.</param>
    /// <param name="withItself">Whether the folder's own label counts.</param>
    /// <param name="threads">How many look; what they find does not depend on it.</param>
    /// <param name="mountIds">Whether to ask the kernel for the mount of each folder, beside the mount table.</param>
    public LabelScan(Place place, string type, IReadOnlyDictionary<string, Mount> mountsInside, bool withItself, int threads = 1, bool mountIds = true)
    {
        bounds = new ScanBounds(place, mountsInside, mountIds);
        queue = new ScanQueue(threads);
        again = new SecondLook(bounds, type);
        this.threads = [.. Enumerable.Range(0, threads).Select(_ => new ScanThread(queue, bounds, new ScanNotes(), type, withItself))];
    }

    /// <summary>The entries looked at so far, for whoever wonders whether the scan gets on.</summary>
    public long Seen
    {
        get
        {
            var seen = 0L;
            foreach (var thread in threads)
                seen += thread.Notes.Entries;
            return seen;
        }
    }

    /// <summary>Once. Told to stop, it gives what it has seen, and says that it was stopped; no thread of it is left when it returns.</summary>
    public LabelScanResult Run(CancellationToken cancellation)
    {
        queue.Push(new ScanWork(new ScanFolder(new ScanBase(bounds.Start, [], -1), [])));
        try
        {
            using (cancellation.Register(queue.End))
                OwnThreads.Run([.. threads.Select(thread => (Action)thread.Run)], queue.End);
        }
        finally
        {
            queue.Clear();
        }
        var notes = new ScanNotes();
        foreach (var thread in threads)
            notes.Add(thread.Notes);
        return notes.Result(again.At, stopped: cancellation.IsCancellationRequested);
    }
}
