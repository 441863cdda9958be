namespace HsTrainerAgent.Fuzz;

/// <summary>What an input looks like, so that it is also mutated where it has joints.</summary>
internal enum Form { Bytes, Lines, Json }

/// <summary>One reader of foreign bytes, with samples of what it reads and an oracle that says more than that it did not crash.</summary>
internal abstract class Target
{
    public abstract string Name { get; }

    /// <summary>How many of the inputs asked for it takes, as it costs: 1 for a cheap one.</summary>
    public virtual double Share => 1;

    public virtual Form Form => Form.Bytes;

    /// <summary>In bytes.</summary>
    public virtual int Longest => 4096;

    /// <summary>Real samples to begin with.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>What the format is made of, to be put anywhere.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Reads the input and judges the outcome; whatever it throws was found.</summary>
    /// <exception cref="ComplaintException">The outcome is wrong.</exception>
    public abstract void Try(byte[] input);

    protected static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}

/// <summary>An outcome that an oracle does not accept.</summary>
/// <param name="kind">The same for the same fault: each kind is kept once.</param>
internal sealed class ComplaintException(string kind, string detail) : Exception($"{kind}: {detail}")
{
    public string Kind => kind;

    public static void Unless(bool good, string kind, string detail)
    {
        if (!good)
            throw new ComplaintException(kind, detail);
    }
}
