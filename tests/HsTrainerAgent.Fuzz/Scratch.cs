namespace HsTrainerAgent.Fuzz;

/// <summary>A folder of a target's own, in memory where the machine has such a place; it ends with the process.</summary>
internal sealed class Scratch
{
    private const string Memory = "/dev/shm";

    public Scratch(string name)
    {
        Folder = Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"hs-trainer-agent-fuzz-{Environment.ProcessId}", name);
        Directory.CreateDirectory(Folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
    }

    public string Folder { get; }

    /// <summary>The file's path, with these bytes in it.</summary>
    public string With(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        // Written over, not made anew: that takes a third of the time.
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, content, 0);
        RandomAccess.SetLength(file, content.Length);
        return path;
    }

    private void Remove()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
