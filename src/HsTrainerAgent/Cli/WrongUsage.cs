using System.CommandLine;
using System.CommandLine.Parsing;
using HsTrainerAgent.Cli.Completing;

namespace HsTrainerAgent.Cli;

/// <summary>Tells a wrong command line on standard error: one line, then where to read more.</summary>
internal static class WrongUsage
{
    /// <summary>Whether the line cannot be run; a misspelt option is one even where arguments may be any word.</summary>
    public static bool Of(ParseResult parsed) => parsed.Errors.Count > 0 || (parsed.Action is not (HelpText or Completions) && StrangeOption(parsed) is not null);

    public static int Say(ParseResult parsed) => Refusal.Say(Why(parsed), $"Try '{Path(parsed.CommandResult)} --help'.");

    private static string Why(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (StrangeOption(parsed) is { } option)
            return $"there is no option '{option}'" + Nearest.Hint(option, [.. Line(parsed.CommandResult).SelectMany(result => result.Command.Options).Select(known => known.Name)]);
        if (parsed.UnmatchedTokens.Count == 0)
            return OneLine(parsed.Errors[0].Message);
        var word = parsed.UnmatchedTokens[0];
        return command.Subcommands.Count > 0
            ? $"there is no verb '{word}'" + Nearest.Hint(word, [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)])
            : $"'{word}' is one argument too many";
    }

    // An argument that takes any word takes a misspelt option too; no verb has a word of its own that begins with a dash, but for a lone one.
    private static string? StrangeOption(ParseResult parsed) =>
        parsed.UnmatchedTokens.Concat(parsed.CommandResult.Tokens.Select(token => token.Value)).FirstOrDefault(word => word.Length > 1 && word[0] == '-');

    private static string OneLine(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return char.ToLowerInvariant(line[0]) + line[1..];
    }

    /// <summary>The command that was reached, and those above it.</summary>
    private static IEnumerable<CommandResult> Line(CommandResult reached)
    {
        for (var result = reached; result is not null; result = result.Parent as CommandResult)
            yield return result;
    }

    private static string Path(CommandResult reached) =>
        string.Join(' ', Line(reached).Reverse().Select(result => result.Command is RootCommand ? "hs-trainer-agent" : result.Command.Name));
}
