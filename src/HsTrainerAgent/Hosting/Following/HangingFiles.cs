using System.Collections.Concurrent;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>The files whose file system does not answer: a thread that was left behind waits for each, and no other touches it before that one has come back.</summary>
internal sealed class HangingFiles
{
    private readonly ConcurrentDictionary<string, bool> paths = new();

    public bool Have(string path) => paths.ContainsKey(path);

    public void Add(string path) => paths[path] = true;

    public void Remove(string path) => paths.TryRemove(path, out _);
}
