using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Broker;

/// <summary>How a request ended.</summary>
internal enum BrokerVerdict
{
    /// <summary>The unit's job was done.</summary>
    Done,

    /// <summary>The unit was started and failed.</summary>
    Failed,

    /// <summary>Somebody stopped the unit while it was being started.</summary>
    Stopped,

    /// <summary>Nothing was started, for the reason given.</summary>
    Refused,

    /// <summary>Nobody can tell; what was started goes on.</summary>
    Lost,
}

/// <summary>The broker's answer: a line of its verdict and a text for an operator.</summary>
internal sealed record BrokerAnswer(BrokerVerdict Verdict, string Text)
{
    /// <summary>In bytes; a longer answer is none of the broker's.</summary>
    public const int Longest = 4096;

    // In characters, of at most three bytes each.
    private const int LongestText = 1300;

    public byte[] Line => Encoding.UTF8.GetBytes($"{Verdict.ToString().ToLowerInvariant()} {(Text.Length > LongestText ? Text[..LongestText] : Text).ReplaceLineEndings(" ")}\n");

    /// <summary>What cannot be read, or ends before its line does, is <see cref="BrokerVerdict.Lost"/>.</summary>
    public static BrokerAnswer Parse(ReadOnlySpan<byte> line)
    {
        if (line is [.., (byte)'\n'])
        {
            var text = Printable.Line(Encoding.UTF8.GetString(line[..^1]));
            foreach (var verdict in Enum.GetValues<BrokerVerdict>())
            {
                var word = verdict.ToString().ToLowerInvariant() + " ";
                if (text.StartsWith(word, StringComparison.Ordinal))
                    return new BrokerAnswer(verdict, text[word.Length..]);
            }
        }
        return new BrokerAnswer(BrokerVerdict.Lost, "the broker went away without an answer; see: journalctl -u 'hs-trainer-agent-broker*'");
    }
}
