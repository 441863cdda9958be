using System.Text.Json.Nodes;
using HsTrainerAgent.Settings.Kinds;
using HsTrainerAgent.Settings.Shape;

namespace HsTrainerAgent.Settings.Keys;

/// <summary>The keys of <c>application</c>.</summary>
internal static class ApplicationKeys
{
    private static readonly ApplicationSettings Default = new() { Url = "", Token = new Secret("") };

    private static readonly Key<ApplicationSettings, string> Url = new("url", new UrlKind(), Default, settings => settings.Url,
        "The main application's URL as run.sh gets it: http or https, without user, query and slash at the end.")
    { Absent = Absent.Error, Asked = true, Example = "\"https://abcd123.internal\"" };

    private static readonly Key<ApplicationSettings, Secret> Token = new("token", new TokenKind(), Default, settings => settings.Token,
        "The access token of a user with the API Access permission. Either this or tokenFile.")
    { Absent = Absent.Derived, Asked = true };

    private static readonly Key<ApplicationSettings, string?> TokenFile = new("tokenFile", new OrNullKind<string>(new PathKind("/etc/hs-trainer-agent.token")),
        Default, settings => settings.TokenFile, "A file that holds the token and nothing else, instead of token. A line break at its end does not count.")
    { Example = "\"/etc/hs-trainer-agent.token\"" };

    private static readonly Key<ApplicationSettings, TlsSettings> Tls = new("tls", TlsKeys.Group, Default, settings => settings.Tls,
        "What the agent's own probe trusts and shows, and which files count as the trainer's connection.");

    private static readonly Key<ApplicationSettings, string> ProbePath = new("probePath", Forms.ProbePath, Default, settings => settings.ProbePath,
        "The path below the URL that the agent asks to see whether the application answers and accepts the token.");

    private static readonly Key<ApplicationSettings, string> Revision = new("revision", Forms.Line, Default, settings => settings.Revision,
        "A free text: change it to have the trainer rerun after a change that these settings cannot show, such as a new load balancer behind the same URL.");

    public static Group<ApplicationSettings> Group { get; } = new([Url, Token, TokenFile, Tls, ProbePath, Revision], Build) { Refine = EitherToken };

    private static ApplicationSettings Build(Values<ApplicationSettings> values) => new()
    {
        Url = values.Of(Url),
        Token = TokenOf(values),
        TokenFile = values.Of(TokenFile),
        Tls = values.Of(Tls),
        ProbePath = values.Of(ProbePath),
        Revision = values.Of(Revision),
    };

    private static Secret TokenOf(Values<ApplicationSettings> values)
    {
        var token = values.Of(Token);
        var isEmpty = values.Has(Token) && token.Reveal().Length == 0;
        if (values.Of(TokenFile) is not { } path)
        {
            if (!values.Mentions(Token) && (values.Has(TokenFile) || !values.Mentions(TokenFile)))
                values.Wrong(Token, "is missing", "add \"token\" or \"tokenFile\"");
            if (isEmpty && TokenKind.Fault("") is var (empty, what))
                values.Wrong(Token, empty, what);
            return token;
        }
        if (isEmpty)
            values.Wrong(Token, "is empty beside tokenFile", "remove this line");
        else if (values.Mentions(Token))
            values.Wrong(TokenFile, "is given as well as token", "keep one of the two");
        else if (TokenIn.File(values.Report.Host, path, out var found) is var (wrong, cure, denied))
            values.Wrong(TokenFile, wrong, cure, denied);
        else
            return found;
        return token;
    }

    private static void EitherToken(JsonObject schema) => schema["oneOf"] = new JsonArray(
        new JsonObject
        {
            ["required"] = new JsonArray("token"),
            ["properties"] = new JsonObject { ["tokenFile"] = new JsonObject { ["type"] = "null" } },
        },
        new JsonObject
        {
            ["required"] = new JsonArray("tokenFile"),
            ["properties"] = new JsonObject { ["token"] = false, ["tokenFile"] = new JsonObject { ["type"] = "string" } },
        });
}
