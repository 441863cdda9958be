using System.Text;
using System.Text.RegularExpressions;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Fuzz.Oracles;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>run.sh's output: the same lines however it arrives, never the token in any form, and nothing lost but the token.</summary>
internal sealed partial class RedactorTarget : Target
{
    // Tokens that overlap with themselves, with their own encodings, or hold what encodings change.
    private static readonly Secret[] Tokens =
        [Samples.Token, new("187d88d6s/3929cd+ad98"), new("aXaXa"), new("abababab"), new("a=b&c%d"), new("x"), new("abc\"def\\ghi<>"), new("deadbeefdeadbeef"), new(new string('k', 300))];

    public override string Name => "redactor";

    public override Form Form => Form.Lines;

    // Longer than a line may be.
    public override int Longest => 40 * 1024;

    public override double Share => 1;

    public override IEnumerable<byte[]> Seeds =>
    [
        .. Tokens.Select((token, index) => Utf8($"{(char)index}{(char)7}starting with {token.Reveal()} and\r\n{string.Join(' ', token.RevealForms())}\nend {token.Reveal()}")),
        Utf8("\u0001\u00ff" + new string('x', Redactor.LongestLine - 8) + Tokens[1].Reveal() + new string('y', 20000) + "\n"),
        Utf8("\u0002\u0001" + new string('x', Redactor.LongestLine - 2) + "aXaXaXaXaXaX\n"), Utf8("\u0001\u00ff" + new string('z', 2 * Redactor.LongestLine)),
    ];

    public override IReadOnlyList<string> Words => [.. Tokens.SelectMany(token => token.RevealForms()).Where(form => form.Length < 80), "\r", "\u001b[2J", "aXa", "abab", "\u0008"];

    public override void Try(byte[] input)
    {
        if (input.Length < 2)
            return;
        var (token, content) = (Tokens[input[0] % Tokens.Length], input[2..]);
        var whole = Lines(token, content, content.Length + 1);
        var pieces = Lines(token, content, input[1] * input[1] / 16 + 1);
        if (!whole.SequenceEqual(pieces))
            throw new ComplaintException("other lines when it arrives in other pieces", $"{whole.Count} and {pieces.Count} lines");
        foreach (var line in whole)
        {
            Messages.Harmless("a line", line.Replace("\t", ""));
            ComplaintException.Unless(line.Length <= 6 * (Redactor.LongestLine + 4096), "a line without bound", $"{line.Length} characters");
            // One letter turns up in every escape sequence.
            if (token.Reveal().Length > 1)
                Messages.Without(token, "a line", Escapes().Replace(line, "\0"), StringComparison.Ordinal);
        }
        // A line in pieces was cut where none of them tells half a token.
        if (token.Reveal().Length > 1 && Array.TrueForAll(content, letter => letter is (byte)'\n' or (>= 32 and < 127)))
            LosesNothing(token, Encoding.ASCII.GetString(content), whole);
    }

    // The digit that ends one may by accident be the one that a token lacks.
    [GeneratedRegex(@"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nr])")]
    private static partial Regex Escapes();

    private static List<string> Lines(Secret token, byte[] content, int piece)
    {
        var (redactor, lines) = (new Redactor(token), new List<string>());
        for (var at = 0; at < content.Length; at += piece)
            lines.AddRange(redactor.Feed(content.AsSpan(at, Math.Min(piece, content.Length - at))));
        if (redactor.Rest() is { } rest)
            lines.Add(rest);
        return lines;
    }

    private static void LosesNothing(Secret token, string content, List<string> lines)
    {
        var expected = token.RevealForms().Aggregate(content, (text, form) => text.Replace(form, Secret.Shown, StringComparison.Ordinal)).Replace("\n", "");
        if (string.Concat(lines) != expected && content.Split('\n').All(line => line.Length <= Redactor.LongestLine))
            throw new ComplaintException("something else than the token was lost", $"{string.Concat(lines)}\n{expected}");
    }
}
