using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>One file's content as far as it must be told from another: its SHA-256, or why there is none.</summary>
internal sealed record FileDigest(string Path, FileProblem Problem, bool TooLarge, UInt128 High, UInt128 Low)
{
    /// <summary>False when its file system did not answer: it may have changed, or not.</summary>
    public bool IsAnswer => Problem != FileProblem.Unanswered;
}

/// <summary>The contents of all files that make up the settings, at one moment; equal when every file's is.</summary>
internal sealed class Snapshot(IReadOnlyList<FileDigest> files) : IEquatable<Snapshot>
{
    public FileDigest this[string path] => files.First(file => file.Path == path);

    public bool Holds(string path) => files.Any(file => file.Path == path);

    /// <summary>The same, and of each file that did not answer what an earlier snapshot knew.</summary>
    public Snapshot With(Snapshot? earlier) =>
        new([.. files.Select(file => file.IsAnswer || earlier is null || !earlier.Holds(file.Path) ? file : earlier[file.Path])]);

    public bool Equals(Snapshot? other) => other is not null && files.SequenceEqual(other.Files);

    public override bool Equals(object? obj) => Equals(obj as Snapshot);

    public override int GetHashCode() => files.Count;

    private IReadOnlyList<FileDigest> Files => files;
}
