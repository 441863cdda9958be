using System.Formats.Tar;
using System.IO.Compression;

namespace HsTrainerAgent.Bundling;

/// <summary>Packs parts into a tar.gz: one folder, each part a file of its own, nobody's, for its owner to read and write.</summary>
internal static class BundleArchive
{
    private const UnixFileMode Mode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">What is written is no bundle.</exception>
    public static void Write(Stream output, string folder, IEnumerable<ScrubbedPart> parts, DateTimeOffset at)
    {
        using var packed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        foreach (var part in parts)
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{part.Name}")
            {
                Mode = Mode0600,
                ModificationTime = at,
                DataStream = new MemoryStream(part.Content.ToArray(), writable: false),
            });
        }
    }
}
