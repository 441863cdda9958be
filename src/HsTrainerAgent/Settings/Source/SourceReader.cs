using System.Text.Json;

namespace HsTrainerAgent.Settings.Source;

/// <summary>Reads JSON with comments and trailing commas into a tree that knows its positions.</summary>
internal static class SourceReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    /// <summary>The tree, or null and the one fault that ends the reading.</summary>
    public static SourceValue? Read(SourceText text, out SyntaxFault? fault)
    {
        var bytes = Comments.Blanked(text.Bytes, out var comment);
        fault = comment is { } open ? SyntaxFault.OfOpenComment(open) : null;
        return fault is null ? Read(text, bytes, out fault) : null;
    }

    /// <summary>Whether there is nothing but white space and whole comments.</summary>
    public static bool IsEmpty(SourceText text) =>
        Comments.Blanked(text.Bytes, out var open).AsSpan().TrimStart(" \t\r\n"u8).IsEmpty && open is null;

    private static SourceValue? Read(SourceText text, byte[] bytes, out SyntaxFault? fault)
    {
        var reader = new Utf8JsonReader(bytes, Options);
        fault = null;
        try
        {
            reader.Read();
            var value = Value(ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException stop)
        {
            var offset = text.Offset(stop.LineNumber ?? 0, stop.BytePositionInLine ?? 0);
            fault = EndsEarly(bytes, out var open)
                ? SyntaxFault.OfEnd(bytes, open)
                : SyntaxFault.At(bytes, offset, reader.CurrentDepth, reader.TokenType, Options.MaxDepth);
        }
        catch (InvalidOperationException)
        {
            fault = new SyntaxFault((int)reader.TokenStartIndex, @"this text holds half a character, a lone \uD800 to \uDFFF", "write the character itself");
        }
        return null;
    }

    private static SourceValue Value(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, offset),
            JsonTokenType.StartArray => List(ref reader, offset),
            JsonTokenType.String => new SourceString(offset, reader.GetString()!),
            JsonTokenType.Number => new SourceNumber(offset, reader.TryGetInt32(out var whole) ? whole : null),
            JsonTokenType.True or JsonTokenType.False => new SourceBoolean(offset, reader.GetBoolean()),
            _ => new SourceNull(offset),
        };
    }

    private static SourceObject Object(ref Utf8JsonReader reader, int offset)
    {
        var members = new List<SourceMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            members.Add(new SourceMember(name, at, Value(ref reader)));
        }
        return new SourceObject(offset, members);
    }

    private static SourceList List(ref Utf8JsonReader reader, int offset)
    {
        var items = new List<SourceValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Value(ref reader));
        return new SourceList(offset, items);
    }

    /// <summary>Whether the text is right as far as it goes, and where the token begins that its end cuts off.</summary>
    private static bool EndsEarly(ReadOnlySpan<byte> bytes, out int open)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(Options));
        open = 0;
        try
        {
            while (reader.Read())
                continue;
        }
        catch (JsonException)
        {
            return false;
        }
        open = (int)reader.BytesConsumed;
        return true;
    }
}
