using System.Buffers.Binary;
using System.Security.Cryptography;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Hosting.Following;

/// <summary>Takes digests of files' contents, at most 1 MiB of each; for one thread.</summary>
internal sealed class ContentReader(TimeProvider clock) : IDisposable
{
    public const int Limit = 1 << 20;

    /// <summary>Above this a file is read again only when its stamp has changed: hashing a CA bundle each second would cost more than the rest of the agent.</summary>
    private const int AlwaysRead = 64 << 10;

    /// <summary>A change within the kernel's clock tick of the last read leaves the stamp as it was, so a stamp is believed only when it was this old.</summary>
    private static readonly Int128 Quiet = 2_000_000_000;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[16 << 10];
    private readonly Dictionary<string, (FileStamp Stamp, FileDigest Content)> quiet = [];

    public Snapshot Take(IReadOnlyList<string> paths) => new([.. paths.Select(Content)]);

    public void Dispose() => hash.Dispose();

    private FileDigest Content(string path)
    {
        using var file = RegularFile.Open(path, out var problem, out var stamp, out _);
        if (file is null)
            return new FileDigest(path, problem, false, 0, 0);
        if (quiet.TryGetValue(path, out var known) && known.Stamp == stamp)
            return known.Content;
        var now = (Int128)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var content = Read(path, file);
        if (stamp.Size > AlwaysRead && now - stamp.Changed > Quiet)
            quiet[path] = (stamp, content);
        else
            quiet.Remove(path);
        return content;
    }

    private FileDigest Read(string path, Microsoft.Win32.SafeHandles.SafeFileHandle file)
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
        catch (IOException)
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
