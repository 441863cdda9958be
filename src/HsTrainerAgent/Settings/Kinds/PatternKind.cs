using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>A text of a fixed form.</summary>
/// <param name="form">From <c>^</c> to <c>$</c>, in the common subset of .NET and ECMAScript.</param>
/// <param name="what">The form in words.</param>
internal sealed class PatternKind(Regex form, string what, string example, string wrong, string cure) : TextKind<string>(example)
{
    // The length is compared because $ would also match before a line break at the end.
    public bool Fits(string text) => form.Match(text) is { Success: true } match && match.Length == text.Length;

    protected override Judged<string> Judge(string text, DateTimeOffset now) => Fits(text)
        ? Judged<string>.Good(text)
        : Judged<string>.Bad(text.Length == 0 ? "is empty" : wrong, cure);

    public override string Form => what;

    public override JsonNode? Write(string value) => value;

    public override JsonObject Schema() => Text(form.ToString());
}
