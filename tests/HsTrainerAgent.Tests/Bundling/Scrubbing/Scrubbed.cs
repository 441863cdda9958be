using System.Text;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Bundling.Scrubbing;

/// <summary>What becomes of a text on its way into a part.</summary>
internal static class Scrubbed
{
    public static KnownSecrets Known(params string[] tokens) => new(tokens.Select(token => new KnownSecret("the test", new Secret(token))));

    /// <summary>By the secrets alone, in pieces of these sizes, the last one again and again.</summary>
    public static byte[] Stream(byte[] text, KnownSecrets secrets, params int[] pieces)
    {
        using var output = new MemoryStream();
        var stream = new SecretStream(secrets, bytes => output.Write(bytes));
        for (var (at, piece) = (0, 0); at < text.Length; piece++)
        {
            var take = Math.Min(text.Length - at, pieces.Length == 0 ? text.Length : pieces[Math.Min(piece, pieces.Length - 1)]);
            stream.Feed(text.AsSpan(at, take));
            at += take;
        }
        stream.End();
        return output.ToArray();
    }

    public static string Stream(string text, params string[] tokens) => Encoding.UTF8.GetString(Stream(Encoding.UTF8.GetBytes(text), Known(tokens)));

    /// <summary>By the rules alone.</summary>
    public static string Lines(string text)
    {
        using var output = new MemoryStream();
        var lines = new LineRules(bytes => output.Write(bytes));
        foreach (var one in Encoding.UTF8.GetBytes(text).Chunk(7))
            lines.Feed(one);
        lines.End();
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
