using System.Text;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Takes bytes in pieces of any size and hands them on with every known secret replaced by <c>***</c>, also one that the pieces split.</summary>
internal sealed class SecretStream(KnownSecrets secrets, Action<ReadOnlySpan<byte>> output)
{
    private const int Piece = 64 * 1024;

    /// <summary>What may be needed to know whether something that begins before it is a secret, and the byte behind that.</summary>
    private readonly int overlap = secrets.Longest + 1;

    private static readonly byte[] Stars = Encoding.ASCII.GetBytes(Secret.Shown);

    private byte[] pending = new byte[Piece * 2];
    private int length;
    // The byte before the pending ones stays in the text, for a word's beginning can be told only by it.
    private int told;
    private int covered;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (length - told >= Piece + overlap)
                Drain(length - overlap);
            var take = Math.Min(bytes.Length, Piece);
            if (length + take > pending.Length)
                Array.Resize(ref pending, Math.Max(pending.Length * 2, length + take));
            bytes[..take].CopyTo(pending.AsSpan(length));
            length += take;
            bytes = bytes[take..];
        }
    }

    public void End() => Drain(length);

    private void Drain(int cut)
    {
        var text = pending.AsSpan(0, length);
        var from = told;
        foreach (var (start, end) in secrets.Find(text, told, covered))
        {
            if (start >= cut)
                break;
            if (start > from)
                output(text[from..start]);
            // What goes on from the piece before has its stars already.
            if (start > told || covered <= told)
                output(Stars);
            from = Math.Min(end, cut);
            covered = Math.Max(covered, end);
        }
        if (from < cut)
            output(text[from..cut]);
        Shift(cut);
    }

    private void Shift(int cut)
    {
        var keep = Math.Max(0, cut - 1);
        pending.AsSpan(keep, length - keep).CopyTo(pending);
        (length, told, covered) = (length - keep, cut - keep, Math.Max(0, covered - keep));
    }
}
