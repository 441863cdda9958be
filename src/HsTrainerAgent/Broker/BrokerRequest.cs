using System.Buffers;
using System.Text;

namespace HsTrainerAgent.Broker;

/// <summary>What may be asked of the broker.</summary>
internal enum RequestKind
{
    /// <summary>Run run.sh again, unless a run is on its way: that one is joined.</summary>
    Restart,

    /// <summary>Run run.sh unless the trainer's unit is active; joins a run on its way.</summary>
    Start,

    /// <summary>The article's documented steps for what has drifted.</summary>
    Repair,

    /// <summary>Ask apply.guard whether the trainer may be run again; joins one that is being asked.</summary>
    Guard,
}

/// <summary>One request: a line <c>VERB NAME</c> of at most 64 bytes, its end included, and nothing else.</summary>
internal sealed record BrokerRequest(RequestKind Verb, string Trainer)
{
    /// <summary>In bytes, the newline included.</summary>
    public const int Longest = 64;

    private const int LongestName = 48;
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    public byte[] Line => Encoding.ASCII.GetBytes($"{Verb.ToString().ToLowerInvariant()} {Trainer}\n");

    /// <summary>Null unless it is a request in every byte; there is one spelling of each.</summary>
    public static BrokerRequest? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length > Longest || line is not [.., (byte)'\n'])
            return null;
        foreach (var verb in Enum.GetValues<RequestKind>())
        {
            var word = Encoding.ASCII.GetBytes(verb.ToString().ToLowerInvariant() + " ");
            if (line.StartsWith(word) && IsName(line[word.Length..^1]))
                return new BrokerRequest(verb, Encoding.ASCII.GetString(line[word.Length..^1]));
        }
        return null;
    }

    // As the settings have it: [A-Za-z0-9][A-Za-z0-9._-]{0,47}.
    private static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit((char)name[0])
        && !name.ContainsAnyExcept(NameBytes);
}
