using System.Text;
using CsCheck;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public class RedactorTests
{
    private const string Token = "187d88d6s/3929cd+ad98";

    private static List<string> Lines(params ReadOnlySpan<byte[]> pieces)
    {
        var redactor = new Redactor(new Secret(Token));
        var lines = new List<string>();
        foreach (var piece in pieces)
            lines.AddRange(redactor.Feed(piece));
        if (redactor.Rest() is { } rest)
            lines.Add(rest);
        return lines;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void The_token_is_replaced_wherever_it_stands_in_a_line() =>
        Assert.Equal(["a *** b ***", "***", "no secret"], Lines(Bytes($"a {Token} b {Token}\n{Token}\nno secret")));

    [Fact]
    public void The_token_is_replaced_when_a_write_splits_it() =>
        Assert.Equal(["url https://x token ***!"], Lines(Bytes($"url https://x token {Token[..9]}"), Bytes($"{Token[9..]}!\n")));

    [Fact]
    public void The_token_is_replaced_in_its_url_encoded_and_base64_forms() =>
        Assert.Equal(["q=*** b=***"], Lines(Bytes($"q={Uri.EscapeDataString(Token)} b={Convert.ToBase64String(Bytes(Token)).TrimEnd('=')}\n")));

    [Fact]
    public void Control_characters_cannot_reach_a_terminal() =>
        Assert.Equal(["\\x1b]0;title\\x07\tred \\x1b[31m"], Lines(Bytes("\x1b]0;title\x07\tred \x1b[31m\r\n")));

    [Fact]
    public void A_line_without_end_is_told_in_pieces_that_do_not_split_the_token()
    {
        var text = new string('x', Redactor.LongestLine - 5) + Token + new string('y', 40_000);

        var lines = Lines(Bytes(text));

        Assert.True(lines.Count > 2);
        Assert.Equal(new string('x', Redactor.LongestLine - 5) + "***" + new string('y', 40_000), string.Concat(lines));
    }

    [Fact]
    public void However_the_output_is_split_the_lines_are_the_same_and_hold_no_part_of_the_token()
    {
        var words = Gen.OneOf<string>(Token, "\n", "x", "187d", " ", Token[..10], Token[10..] + "q", "ü", "\r\n");
        Gen.Select(words.List[0, 40], Gen.Int[1, 7].List[1, 60]).Sample((parts, sizes) =>
        {
            var bytes = Bytes(string.Concat(parts));
            var pieces = new List<byte[]>();
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var size = Math.Min(sizes[i % sizes.Count], bytes.Length - at);
                pieces.Add(bytes[at..(at + size)]);
                at += size;
            }
            var split = Lines([.. pieces]);
            return split.SequenceEqual(Lines(bytes)) && !split.Any(line => line.Contains(Token));
        });
    }
}
