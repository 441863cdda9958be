using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Applying;

/// <summary>Names the connection that a trainer was or should be started with: SHA-256 over length-prefixed fields; equal means no rerun is due.</summary>
/// <param name="Hex">64 lower-case hex digits; only <see cref="Shown"/> may be shown.</param>
internal sealed record Fingerprint(string Hex)
{
    /// <summary>The twelve digits that logs and screens may show.</summary>
    public string Shown => Hex.Length <= 12 ? Hex : Hex[..12];

    public override string ToString() => Shown;

    /// <param name="files">The contents of <see cref="TlsSettings.ConnectionFiles"/>, in that order.</param>
    public static Fingerprint Of(AgentSettings settings, TrainerSettings trainer, IReadOnlyList<(string Key, byte[] Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Field(ReadOnlySpan<byte> bytes)
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        void Text(string text) => Field(Encoding.UTF8.GetBytes(text));

        var application = settings.Application;
        Text("hs-trainer-agent fingerprint 1");
        Text(application.Url);
        Text(application.Token.Reveal());
        Text(files.Count.ToString());
        foreach (var (key, content) in files)
        {
            Text(key);
            Field(content);
        }
        Text(application.Tls.Environment.Count.ToString());
        foreach (var (name, value) in application.Tls.Environment.OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            Text(name);
            Text(value);
        }
        Text(application.Revision);
        Text(trainer.Bundle);
        Text(trainer.Version);
        Text(trainer.Path);
        return new Fingerprint(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The fingerprint of these settings with the TLS files as they are now, or null and the reason: a file that could not be read.</summary>
    public static Fingerprint? Of(AgentSettings settings, TrainerSettings trainer, HostPaths host, out string? reason)
    {
        var files = new List<(string, byte[])>();
        foreach (var (key, path) in settings.Application.Tls.ConnectionFiles())
        {
            var content = NamedFile.Read(host.Below(path), TlsSettings.LargestFile, () => host.Follow(path));
            if (content.Wrong is { } wrong)
            {
                reason = $"application.tls.{key}: {path} {wrong}";
                return null;
            }
            files.Add((key, content.Bytes));
        }
        reason = null;
        return Of(settings, trainer, files);
    }
}
