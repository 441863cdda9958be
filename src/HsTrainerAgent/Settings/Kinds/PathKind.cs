using System.Text.Json.Nodes;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>An absolute path of the host, without detours; slashes at the end and doubled ones are dropped.</summary>
/// <param name="example">A good path, for cures.</param>
/// <param name="ending">How it must end, or empty.</param>
internal sealed class PathKind(string example, string ending = "") : TextKind<string>(example)
{
    private const int Longest = 4095;
    private readonly string example = example;

    protected override Judged<string> Judge(string text, DateTimeOffset now)
    {
        if (!text.StartsWith('/'))
            return Judged<string>.Bad(text.Length == 0 ? "is empty" : "is no absolute path", $"write the whole path, as in \"{example}\"");
        if (text.Any(char.IsControl))
            return Judged<string>.Bad("has a control character", "remove it");
        var parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return Judged<string>.Bad("is the root of the file system", $"write a path below it, as in \"{example}\"");
        if (parts.Any(part => part is "." or ".."))
            return Judged<string>.Bad("has a . or .. in it", "write the path without detours");
        var path = "/" + string.Join('/', parts);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > Longest)
            return Judged<string>.Bad($"is longer than {Longest} bytes, the system's limit", "write a shorter path");
        return path.EndsWith(ending, StringComparison.Ordinal) ? Judged<string>.Good(path) : Judged<string>.Bad($"does not end in {ending}", $"write as in \"{example}\"");
    }

    public override string Form => ending.Length == 0 ? "an absolute path" : $"an absolute path that ends in {ending}";

    public override JsonNode? Write(string value) => value;

    public override JsonObject Schema() => Text(ending.Length == 0 ? "^/+[^/]" : $"^/.*{ending.Replace(".", "\\.")}$");
}
