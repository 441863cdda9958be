using System.Text;
using HsTrainerAgent.Bundling.Scrubbing;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling;

/// <summary>The only way into a part: whatever is written is scrubbed of every known secret and bounded before it is kept.</summary>
internal sealed class PartWriter
{
    private readonly Lock gate = new();
    private readonly BoundedText kept;
    private readonly LineRules lines;
    private readonly SecretStream stream;
    private bool isClosed;

    public PartWriter(KnownSecrets secrets, int limit)
    {
        kept = new BoundedText(limit);
        lines = new LineRules(kept.Add);
        stream = new SecretStream(secrets, lines.Feed);
    }

    /// <summary>Why something could not be looked at, as the README tells it; the last word counts.</summary>
    public string? Missing { get; private set; }

    /// <summary>After the end nothing more is taken: a look that comes back too late writes into the void.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (!isClosed)
                stream.Feed(bytes);
        }
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>A line with a name and what is known of it.</summary>
    public void Field(string name, string value) => Write($"{name,-24} {Printable.Line(value)}\n");

    public void Line(string text = "") => Write(text + "\n");

    public void Heading(string text) => Write($"\n== {Printable.Line(text)}\n");

    /// <summary>Says in the part, and in the README, that and why something is not there.</summary>
    public void CouldNotLook(string why)
    {
        Write($"could not look: {Printable.Line(why)}\n");
        Missing = why;
    }

    /// <summary>The content of a file, or why there is none.</summary>
    public void File(string shown, FileContent content)
    {
        if (content.Problem is FileProblem.Missing)
            Line($"{UnixText.Shown(shown)} is not there");
        else if (content.Wrong is { } wrong)
            CouldNotLook($"{UnixText.Shown(shown)} {wrong}");
        else
            Write(content.Bytes);
    }

    internal byte[] Close(out bool isCut)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                stream.End();
                lines.End();
            }
            isClosed = true;
            return kept.ToArray(out isCut);
        }
    }
}
