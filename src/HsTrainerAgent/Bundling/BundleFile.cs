using HsTrainerAgent.Bundling.Scrubbing;

namespace HsTrainerAgent.Bundling;

/// <summary>Puts a bundle in its place whole, searched and unread by others, or leaves nothing behind.</summary>
internal static class BundleFile
{
    private const UnixFileMode Mode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="path">Must not exist yet.</param>
    /// <param name="write">Packs the bundle.</param>
    /// <param name="size">Of the file, in bytes.</param>
    /// <returns>What was found in it, which then is not there; null when it is.</returns>
    /// <exception cref="IOException">There is no bundle; also an <see cref="UnauthorizedAccessException"/>.</exception>
    public static Leak? Make(string path, Action<Stream> write, KnownSecrets secrets, CancellationToken cancellation, out long size)
    {
        var full = Path.GetFullPath(path);
        if (Path.Exists(full))
            throw new IOException("it exists already, and was left as it is");
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}");
        var made = false;
        try
        {
            using (var file = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = Mode0600,
            }))
            {
                made = true;
                write(file);
                file.Flush(flushToDisk: true);
                size = file.Length;
                file.Position = 0;
                if (FinalSearch.In(file, secrets) is { } leak)
                    return leak;
            }
            cancellation.ThrowIfCancellationRequested();
            // Never over another file that has come meanwhile.
            File.Move(temporary, full, overwrite: false);
            made = false;
            return null;
        }
        finally
        {
            if (made)
                File.Delete(temporary);
        }
    }
}
