using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>Answers a shell that asks how a command line may go on at its character N, <c>[suggest:N] LINE</c>: a line a candidate, its description after a tab.</summary>
internal sealed class Completions : SynchronousCommandLineAction
{
    private readonly SuggestDirective directive;

    private Completions(SuggestDirective directive) => this.directive = directive;

    public override bool ClearsParseErrors => true;

    /// <summary>Takes the place of the library's answer, which also names what only contains the word, and options where a name is due.</summary>
    public static void Attach(RootCommand root)
    {
        var directive = root.Directives.OfType<SuggestDirective>().Single();
        directive.Action = new Completions(directive);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var line = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        var cursor = parseResult.GetResult(directive)?.Values is [var number, ..] && int.TryParse(number, out var given) ? Math.Clamp(given, 0, line.Length) : line.Length;
        var unfinished = new UnfinishedLine(line[..cursor], words => parseResult.RootCommandResult.Command.Parse(words, parseResult.Configuration));
        foreach (var item in unfinished.Candidates())
            parseResult.InvocationConfiguration.Output.WriteLine(item.Detail is { Length: > 0 } detail ? $"{item.Label}\t{detail}" : item.Label);
        return ExitCode.Good;
    }
}
