using System.Text.Json;

namespace HsTrainerAgent.Settings.Source;

/// <summary>Why a text is no JSON, in words that never quote it.</summary>
internal sealed record SyntaxFault(int Offset, string Wrong, string Cure)
{
    private static readonly (string, string) Missing =
        ("a comma or a colon is missing before this", "write a comma between two entries, a colon between a key and its value");

    private const string Whole = "it may be half-written: save it again whole";

    public static SyntaxFault OfOpenComment(int offset) => new(offset, "the comment that begins here has no end", "close it with */");

    /// <param name="open">Where the token begins that the end cuts off.</param>
    public static SyntaxFault OfEnd(ReadOnlySpan<byte> bytes, int open)
    {
        var token = bytes[open..].TrimStart(" \t\r\n,:"u8);
        if (token.StartsWith("\""u8) && !Closes(token[1..]))
            return new(bytes.Length - token.Length, "the file ends inside the text that begins here", "close it with \"; " + Whole);
        return new(bytes.Length, "the file ends before its settings do", "close each { with } and each [ with ]; " + Whole);
    }

    public static SyntaxFault At(ReadOnlySpan<byte> bytes, int offset, int depth, JsonTokenType last, int deepest)
    {
        var here = offset < bytes.Length ? bytes[offset] : (byte)0;
        var before = Before(bytes, offset);
        var (wrong, cure) = here switch
        {
            (byte)'{' or (byte)'[' when depth >= deepest - 1 => ("the brackets are nested too deep", "remove the surplus ones"),
            _ when depth == 0 && last is JsonTokenType.EndObject => ("something follows the last }", "remove it, or move it inside"),
            (byte)'\n' or (byte)'\r' => ("a text is not closed on its line", "close it with \""),
            < 0x20 => ("there is a control character", "remove it"),
            (byte)'\'' => ("there is a single quote", "write texts and keys in double quotes"),
            (byte)'#' => ("there is a # outside of a text", "begin a comment with //"),
            (byte)'=' => ("there is a = outside of a text", "write a colon between a key and its value"),
            _ when bytes[..offset].EndsWith("\\"u8) || here == '\\' => ("a backslash begins no known escape", @"write \\ for a backslash"),
            (byte)'}' or (byte)']' => ("this bracket does not close what is open, or a value is missing before it", "pair each { with } and each [ with ]"),
            (byte)',' => ("there is a comma too many, or a value is missing before it", "remove the comma or add the value"),
            (byte)'"' or (byte)'{' or (byte)'[' when before is (byte)'"' or (byte)'}' or (byte)']' || char.IsAsciiLetterOrDigit((char)before) => Missing,
            _ when before is (byte)'"' or (byte)'}' or (byte)']' && char.IsAsciiLetterOrDigit((char)here) => Missing,
            _ when char.IsAsciiLetterOrDigit((char)here) || here >= 0x80 =>
                ("a word or number does not belong here", "write texts and keys in double quotes; only numbers, true, false and null go without"),
            _ => ("a character does not belong here", "remove it, or write texts and keys in double quotes"),
        };
        return new SyntaxFault(offset, "this is no JSON: " + wrong, cure);
    }

    private static bool Closes(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                return true;
            i += text[i] == '\\' ? 1 : 0;
        }
        return false;
    }

    private static byte Before(ReadOnlySpan<byte> bytes, int offset)
    {
        var earlier = bytes[..offset].TrimEnd(" \t\r\n"u8);
        return earlier.IsEmpty ? (byte)0 : earlier[^1];
    }
}
