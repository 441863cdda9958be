using System.Text;

namespace HsTrainerAgent.Bundling.Scrubbing;

/// <summary>Keeps the beginning and the end of a text and says how much of its middle is gone.</summary>
/// <param name="limit">In bytes; a quarter of it is for the beginning, for the newest stands at the end.</param>
internal sealed class BoundedText(int limit)
{
    private readonly List<byte> head = [];
    private readonly int headLimit = limit / 4;
    private readonly int tailLimit = limit - limit / 4;
    private byte[] tail = [];
    private int next;
    private long behindHead;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = headLimit - head.Count;
        if (room > 0 && behindHead == 0)
        {
            var take = Math.Min(room, bytes.Length);
            head.AddRange(bytes[..take]);
            bytes = bytes[take..];
        }
        behindHead += bytes.Length;
        bytes = bytes[Math.Max(0, bytes.Length - tailLimit)..];
        while (!bytes.IsEmpty)
        {
            if (next == tail.Length)
            {
                if (tail.Length < tailLimit)
                    Array.Resize(ref tail, Math.Min(tailLimit, Math.Max(4096, tail.Length * 2)));
                else
                    next = 0;
            }
            var take = Math.Min(bytes.Length, tail.Length - next);
            bytes[..take].CopyTo(tail.AsSpan(next));
            next += take;
            bytes = bytes[take..];
        }
    }

    /// <summary>Whole lines around the gap, if there is one.</summary>
    public byte[] ToArray(out bool isCut)
    {
        isCut = behindHead > tailLimit;
        if (!isCut)
            return [.. head, .. tail.AsSpan(0, next)];
        byte[] end = [.. tail.AsSpan(next), .. tail.AsSpan(0, next)];
        var first = head.ToArray();
        first = first[..(Array.LastIndexOf(first, (byte)'\n') + 1)];
        end = end[(Array.IndexOf(end, (byte)'\n') + 1)..];
        var gone = head.Count - first.Length + behindHead - end.Length;
        return [.. first, .. Encoding.UTF8.GetBytes($"[… {gone} bytes were left out here: this part is bounded to {limit} bytes …]\n"), .. end];
    }
}
