using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A whole number within bounds, both inclusive.</summary>
internal sealed class NumberKind(int least, int most) : Kind<int>
{
    public override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out int value)
    {
        value = (source as SourceNumber)?.Whole ?? 0;
        var range = $"write a whole number from {least} to {most}, without quotes";
        if (source is not SourceNumber number)
            report.Error(source.Offset, path, $"must be a number, not {source.What}", range);
        else if (number.Whole is not { } whole || whole < least || whole > most)
            report.Error(source.Offset, path, number.Whole is null ? "is no whole number in range" : "is out of range", range);
        else
            return true;
        return false;
    }

    public override string Form => $"a whole number from {least} to {most}";

    public override JsonNode? Write(int value) => value;

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}

/// <summary>True or false.</summary>
internal sealed class BooleanKind : Kind<bool>
{
    public override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out bool value)
    {
        value = source is SourceBoolean { Value: true };
        if (source is SourceBoolean)
            return true;
        report.Error(source.Offset, path, $"must be true or false, not {source.What}", "write true or false, without quotes");
        return false;
    }

    public override string Form => "true or false";

    public override JsonNode? Write(bool value) => value;

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(params (string Word, T Value)[] choices) : TextKind<T>(choices[0].Word) where T : struct, Enum
{
    protected override Judged<T> Judge(string text, DateTimeOffset now)
    {
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return Judged<T>.Good(value);
        }
        return Judged<T>.Bad("is no known choice", "write " + string.Join(" or ", choices.Select(choice => $"\"{choice.Word}\"")));
    }

    public override string Form => string.Join(" or ", choices.Select(choice => $"\"{choice.Word}\""));

    public override JsonNode? Write(T value) => choices.First(choice => choice.Value.Equals(value)).Word;

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode?)choice.Word)]) };
}

/// <summary>Whatever there is; it is not looked at.</summary>
internal sealed class AnythingKind : Kind<string?>
{
    public override bool Read(SourceValue source, string path, Report report, out string? value)
    {
        value = null;
        return true;
    }

    public override string Form => "a text";

    public override JsonNode? Write(string? value) => null;

    public override JsonObject Schema() => new() { ["type"] = "string" };
}
