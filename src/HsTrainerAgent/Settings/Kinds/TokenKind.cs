using System.Text.Json.Nodes;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>An access token: visible ASCII characters, which an HTTP header can carry and a command line cannot take for an option.</summary>
internal sealed class TokenKind() : TextKind<Secret>("…")
{
    public const int Longest = 4096;

    // What an empty one means depends on tokenFile, so the group judges it.
    protected override Judged<Secret> Judge(string text, DateTimeOffset now) =>
        text.Length == 0 ? Judged<Secret>.Good(new Secret("")) : Fault(text) is var (wrong, cure) ? Judged<Secret>.Bad(wrong, cure) : Judged<Secret>.Good(new Secret(text));

    /// <summary>What is wrong with the token and the cure, or null.</summary>
    public static (string Wrong, string Cure)? Fault(string token)
    {
        if (token.Length == 0)
            return ("is empty", "write the access token of a user with the API Access permission");
        if (token.Length > Longest)
            return ($"is longer than {Longest} characters", "write the token alone");
        if (token.Any(char.IsWhiteSpace))
            return ("has white space in it", "write the token alone, in one piece");
        if (token.Any(c => c is < '!' or > '~'))
            return ("has a character that is not visible ASCII", "copy the token again, as plain text");
        if (token[0] == '-')
            return ("begins with -, which run.sh would take for an option", "copy the token again, from its first character");
        return null;
    }

    public override string Form => $"a text of at most {Longest} visible ASCII characters, not beginning with -";

    public override JsonNode? Write(Secret value) => Secret.Shown;

    public override JsonObject Schema()
    {
        var schema = Text("^[!-,.-~][!-~]*$");
        schema["maxLength"] = Longest;
        schema["writeOnly"] = true;
        return schema;
    }
}
