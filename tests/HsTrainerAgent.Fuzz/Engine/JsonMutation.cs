using System.Text.Json;

namespace HsTrainerAgent.Fuzz.Engine;

/// <summary>Puts one JSON value in the place of another, or a key beside one, and leaves the rest well-formed.</summary>
internal static class JsonMutation
{
    private static readonly byte[][] Values =
    [
        "null"u8.ToArray(), "true"u8.ToArray(), "false"u8.ToArray(), "0"u8.ToArray(), "-1"u8.ToArray(), "1.5"u8.ToArray(), "1e400"u8.ToArray(), "4294967296"u8.ToArray(),
        "\"\""u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), "[[[[]]]]"u8.ToArray(), "\"\\u0000\""u8.ToArray(), "\"\\ud800\""u8.ToArray(), "\"\\n\\u001b[2J\""u8.ToArray(),
        "\"9999-12-31T23:59:59Z\""u8.ToArray(), "\"0001-01-01T00:00:00+00:00\""u8.ToArray(), "[null]"u8.ToArray(), "{\"a\":null}"u8.ToArray(),
    ];

    /// <summary>Null where the input is no JSON at all.</summary>
    public static byte[]? Of(byte[] input, byte[] other, byte[][] words, Random random)
    {
        var spans = Spans(input);
        if (spans.Count == 0)
            return null;
        var (start, end, isName) = spans[random.Next(spans.Count)];
        var value = Value(other, words, isName, random);
        return random.Next(5) switch
        {
            // The same once more behind it: a doubled key, a doubled entry.
            0 => [.. input[..end], .. ","u8, .. input[start..end], .. input[end..]],
            1 => [.. input[..start], .. input[end..]],
            _ => [.. input[..start], .. value, .. input[end..]],
        };
    }

    private static byte[] Value(byte[] other, byte[][] words, bool isName, Random random)
    {
        if (isName || random.Next(3) == 0)
            return JsonSerializer.SerializeToUtf8Bytes(System.Text.Encoding.UTF8.GetString(words[random.Next(words.Length)]));
        if (random.Next(2) == 0 && Spans(other) is { Count: > 0 } spans)
        {
            var (start, end, _) = spans[random.Next(spans.Count)];
            return other[start..end];
        }
        return Values[random.Next(Values.Length)];
    }

    private static List<(int Start, int End, bool IsName)> Spans(byte[] input)
    {
        var spans = new List<(int, int, bool)>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(input, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push((int)reader.TokenStartIndex);
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    spans.Add((open.Pop(), (int)reader.BytesConsumed, false));
                else if (reader.TokenType == JsonTokenType.PropertyName)
                    // The bytes consumed hold the colon too.
                    spans.Add(((int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2, true));
                else
                    spans.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed, false));
            }
        }
        catch (JsonException)
        {
            // Up to there it can be told apart.
        }
        return spans;
    }
}
