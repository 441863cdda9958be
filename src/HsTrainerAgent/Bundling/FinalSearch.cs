using System.Formats.Tar;
using System.IO.Compression;
using HsTrainerAgent.Bundling.Scrubbing;

namespace HsTrainerAgent.Bundling;

/// <summary>A secret that is in a bundle in spite of all.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Where">Where the secret was found in the first place; never the secret.</param>
internal sealed record Leak(string Part, string Where, string Form);

/// <summary>Opens a finished bundle again and searches every part of it for every known secret in every form.</summary>
internal static class FinalSearch
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="IOException">The bundle cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Leak? In(Stream bundle, KnownSecrets secrets)
    {
        using var unpacked = new GZipStream(bundle, CompressionMode.Decompress, leaveOpen: true);
        using var archive = new TarReader(unpacked);
        while (archive.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            if (secrets.FirstIn(content.GetBuffer().AsSpan(0, (int)content.Length)) is var (secret, form))
                return new Leak(Path.GetFileName(entry.Name), secret.Where, form);
        }
        return null;
    }
}
