using System.Text;
using HsTrainerAgent.Broker;
using HsTrainerAgent.Fuzz.Oracles;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>A line to the broker: only the exact bytes of a request are one, and they are the bytes that the request is written as.</summary>
internal sealed class BrokerLineTarget : Target
{
    public override string Name => "broker-line";

    public override double Share => 10;

    public override int Longest => 128;

    public override IEnumerable<byte[]> Seeds =>
        [.. Enum.GetValues<RequestKind>().Select(verb => new BrokerRequest(verb, "32.0.3").Line), Utf8("restart " + new string('a', 48) + "\n"), Utf8("start a\nstart b\n")];

    public override IReadOnlyList<string> Words => ["restart ", "start ", "repair ", "guard ", "\n", "../", ".service", "@", "a", "32.0.3"];

    public override void Try(byte[] input)
    {
        if (BrokerRequest.Parse(input) is not { } request)
            return;
        ComplaintException.Unless(request.Line.AsSpan().SequenceEqual(input), "two spellings of a request", Encoding.Latin1.GetString(input));
        ComplaintException.Unless(Expected(input), "a request that is none", Encoding.Latin1.GetString(input));
        ComplaintException.Unless(BrokerRequest.Parse(request.Line) == request, "a request that is read as another", request.ToString());
    }

    // Said once more, in other words than the parser's.
    private static bool Expected(byte[] input)
    {
        var words = Encoding.Latin1.GetString(input).Split(' ');
        return words.Length == 2 && Enum.GetNames<RequestKind>().Contains(char.ToUpperInvariant(words[0][0]) + words[0][1..]) && input.Length <= 64
            && words[1].Length is >= 2 and <= 49 && words[1][^1] == '\n' && char.IsAsciiLetterOrDigit(words[1][0])
            && words[1][..^1].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
    }
}

/// <summary>The same over a connection, in pieces of any size: no more is read than a line, and the same line is the same request.</summary>
internal sealed class BrokerConnectionTarget : Target
{
    public override string Name => "broker-connection";

    public override int Longest => 256;

    public override double Share => 2;

    public override IEnumerable<byte[]> Seeds => [Utf8("\u0003restart 32.0.3\n"), Utf8("\u0001start 32.0.3\n"), Utf8("\u0040repair a\n")];

    public override IReadOnlyList<string> Words => ["restart ", "start ", "repair ", "\n"];

    public override void Try(byte[] input)
    {
        if (input.Length == 0)
            return;
        using var stream = new PiecedStream(input.AsMemory(1), input[0] % 70 + 1);
        var request = new Connection(stream, Stream.Null, -1, TimeProvider.System).RequestAsync().GetAwaiter().GetResult();
        ComplaintException.Unless(stream.Position <= BrokerRequest.Longest + 1, "the broker reads on behind a line", $"{stream.Position} bytes");
        if (request is not null)
            ComplaintException.Unless(input.AsSpan(1).StartsWith(request.Line), "a request that nobody sent", request.ToString());
        var end = Array.IndexOf(input, (byte)'\n', 1);
        if (end == input.Length - 1)
            ComplaintException.Unless(request == BrokerRequest.Parse(input.AsSpan(1)), "a request that depends on how it arrives", Encoding.Latin1.GetString(input));
    }
}

/// <summary>The broker's answer: of a whole line its verdict, of anything else that the answer is lost; its own lines are read back.</summary>
internal sealed class BrokerAnswerTarget : Target
{
    public override string Name => "broker-answer";

    public override int Longest => BrokerAnswer.Longest;

    public override double Share => 4;

    public override IEnumerable<byte[]> Seeds =>
        [.. Enum.GetValues<BrokerVerdict>().Select(verdict => new BrokerAnswer(verdict, "hs-trainer@32.0.3.service failed: exit-code, exit status 7").Line), Utf8("done \n"), Utf8("done")];

    public override IReadOnlyList<string> Words => ["done ", "failed ", "stopped ", "refused ", "lost ", "\n", "\u0085", "\u2029"];

    public override void Try(byte[] input)
    {
        var answer = BrokerAnswer.Parse(input);
        if (input is not [.., (byte)'\n'])
            ComplaintException.Unless(answer.Verdict == BrokerVerdict.Lost, "half a line is an answer", answer.ToString());
        Messages.Harmless("an answer", answer.Text);
        var written = new BrokerAnswer(BrokerVerdict.Failed, Encoding.UTF8.GetString(input)).Line;
        ComplaintException.Unless(written.Length <= BrokerAnswer.Longest && written.Count(letter => letter == '\n') == 1, "an answer that is no line", $"{written.Length} bytes");
        ComplaintException.Unless(BrokerAnswer.Parse(written).Verdict == BrokerVerdict.Failed, "an answer that cannot be read", "");
    }
}
