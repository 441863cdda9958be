using System.Buffers.Binary;
using System.Security.Cryptography;
using HsTrainerAgent.Linux;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Takes digests of files' contents, at most 1 MiB of each; for one thread, which hangs with a file system that does.</summary>
/// <param name="hanging">Files that are not touched: their file system does not answer an earlier look.</param>
/// <param name="resolve">Finds a file below another root at each look, for its symlinks may change; null where the kernel follows them.</param>
internal sealed class ContentReader(TimeProvider clock, HangingFiles hanging, Func<string, string>? resolve = null) : IDisposable
{
    public const int Limit = 1 << 20;

    /// <summary>However quiet a file looks, its content is read again after this time.</summary>
    private static readonly TimeSpan BelieveFor = TimeSpan.FromSeconds(30);

    /// <summary>In nanoseconds: a change within the kernel's clock tick of a read leaves the stamp as it was, so only an older one is believed.</summary>
    private static readonly Int128 Quiet = 2_000_000_000;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[16 << 10];
    private readonly Dictionary<string, (FileStamp Stamp, FileDigest Content, long At)> quiet = [];

    public Snapshot Take(IReadOnlyList<string> paths) => new([.. paths.Select(Content)]);

    public void Dispose() => hash.Dispose();

    private FileDigest Content(string path)
    {
        if (hanging.Have(path))
            return new FileDigest(path, FileProblem.Unanswered, false, 0, 0);
        using var touch = Touch.At(path);
        var here = resolve?.Invoke(path) ?? path;
        var there = RegularFile.Look(here, out var problem, out var stamp);
        if (there && quiet.TryGetValue(path, out var known) && known.Stamp == stamp && clock.GetElapsedTime(known.At) < BelieveFor)
            return known.Content;
        quiet.Remove(path);
        var now = (Int128)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        using var file = there ? RegularFile.Open(here, out problem, out stamp, out _) : null;
        if (file is null)
            return new FileDigest(path, problem, false, 0, 0);
        var content = Read(path, file);
        if (now - stamp.Changed > Quiet)
            quiet[path] = (stamp, content, clock.GetTimestamp());
        return content;
    }

    private FileDigest Read(string path, SafeFileHandle file)
    {
        long length = 0;
        try
        {
            while (length <= Limit && RandomAccess.Read(file, buffer, length) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                length += read;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            hash.GetHashAndReset();
            return new FileDigest(path, FileProblem.Failed, false, 0, 0);
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new FileDigest(path, FileProblem.None, length > Limit,
            BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }
}
