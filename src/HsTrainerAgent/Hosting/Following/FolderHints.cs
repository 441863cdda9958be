namespace HsTrainerAgent.Hosting.Following;

/// <summary>Wakes somebody when an entry of a watched folder changes; only a hint: it may come late, too often, or not at all.</summary>
internal sealed class FolderHints(Action wake) : IDisposable
{
    private List<FileSystemWatcher> watchers = [];
    private volatile bool lost = true;

    /// <summary>True when it is time to call <see cref="Follow"/> again: a watched folder has gone or has been made.</summary>
    public bool Stale => lost;

    /// <summary>Watches the entries that decide what paths lead to; the new watchers begin before the old ones end.</summary>
    public void Follow(IEnumerable<(string Folder, string Name)> steps)
    {
        lost = false;
        var old = watchers;
        var folders = steps.Distinct().GroupBy(step => step.Folder, step => step.Name);
        watchers = [.. folders.Select(Watch).OfType<FileSystemWatcher>()];
        old.ForEach(watcher => watcher.Dispose());
    }

    public void Dispose() => watchers.ForEach(watcher => watcher.Dispose());

    private FileSystemWatcher? Watch(IGrouping<string, string> entries)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            // Not LastAccess: the agent's own reading would wake it.
            watcher = new FileSystemWatcher(entries.Key)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
            };
            foreach (var name in entries)
                watcher.Filters.Add(name);
            watcher.Changed += (_, _) => wake();
            // It may be a folder, or a symlink, that leads on to others.
            watcher.Created += (_, _) => Lost();
            watcher.Deleted += (_, _) => wake();
            watcher.Renamed += (_, _) => Lost();
            watcher.Error += (_, _) => Lost();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception unwatchable) when (unwatchable is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder has just gone, or no inotify instance is left: the poll sees what the hint would have told.
            watcher?.Dispose();
            return null;
        }
    }

    private void Lost()
    {
        lost = true;
        wake();
    }
}
