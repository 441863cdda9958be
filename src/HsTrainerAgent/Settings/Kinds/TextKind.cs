using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Shape;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>What a text was judged to be: a value, perhaps with a note on what was changed, or what is wrong and the cure.</summary>
internal readonly record struct Judged<T>(T? Value, string? Wrong, string Cure, string? Note)
{
    public static Judged<T> Good(T value, string? note = null) => new(value, null, "", note);

    public static Judged<T> Bad(string wrong, string cure) => new(default, wrong, cure, null);
}

/// <summary>A value that the file writes as a text.</summary>
/// <param name="example">A good text, for cures.</param>
internal abstract class TextKind<T>(string example) : Kind<T>
{
    public sealed override bool Read(SourceValue source, string path, Report report, [MaybeNullWhen(false)] out T value)
    {
        var judged = source is SourceString text
            ? Judge(text.Text, report.Now)
            : Judged<T>.Bad($"must be a text, not {source.What}", $"write it in double quotes, as in \"{example}\"");
        value = judged.Value!;
        if (judged.Note is not null)
            report.Note(path, judged.Note);
        if (judged.Wrong is not null)
            report.Error(source.Offset, path, judged.Wrong, judged.Cure);
        return judged.Wrong is null;
    }

    /// <summary>Never quotes the text.</summary>
    protected abstract Judged<T> Judge(string text, DateTimeOffset now);

    protected static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };
}
