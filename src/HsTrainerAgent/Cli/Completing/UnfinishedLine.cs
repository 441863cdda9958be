using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>A command line up to the cursor, and how its last word may go on.</summary>
internal sealed class UnfinishedLine
{
    private const string Program = "hs-trainer-agent";

    /// <summary>The word at the cursor, perhaps empty.</summary>
    private readonly string word;
    private readonly List<string> before;
    private readonly ParseResult parsed;

    /// <param name="line">With or without the program's name in front.</param>
    public UnfinishedLine(string line, Func<IReadOnlyList<string>, ParseResult> parse)
    {
        var words = ShellWords.Of(line);
        if (words.Count > 1 && Path.GetFileName(words[0]) == Program)
            words.RemoveAt(0);
        word = words[^1];
        before = words[..^1];
        parsed = parse(before);
    }

    public IEnumerable<CompletionItem> Candidates()
    {
        var command = parsed.CommandResult.Command;
        if (command.Hidden)
            return [];
        if (before.Contains("--"))
            return Begun(Arguments(command));
        if (before is [.., var last] && TakesValue(last) is { } option)
            return Begun(Values(option));
        if (word.IndexOf('=') is var end and > 0 && TakesValue(word[..end]) is { } assigned)
            return Values(assigned).Select(item => FileNames.Are(item) ? item : new CompletionItem(word[..(end + 1)] + item.Label, detail: item.Detail)).Where(IsBegun);
        return Begun(word.StartsWith('-') ? OptionNames() : Verbs(command).Concat(Arguments(command)));
    }

    private IEnumerable<CompletionItem> Begun(IEnumerable<CompletionItem> items) => items.Where(IsBegun);

    private bool IsBegun(CompletionItem item) => FileNames.Are(item) || item.Label.StartsWith(word, StringComparison.Ordinal);

    private static IEnumerable<CompletionItem> Verbs(Command command) =>
        command.Subcommands.Where(verb => !verb.Hidden).Select(verb => new CompletionItem(verb.Name, detail: verb.Description));

    /// <summary>What each argument that has room left may be; nothing twice.</summary>
    private IEnumerable<CompletionItem> Arguments(Command command) =>
        from argument in command.Arguments
        let given = parsed.GetResult(argument)?.Tokens.Select(token => token.Value).ToList() ?? []
        where given.Count < argument.Arity.MaximumNumberOfValues
        from item in argument.CompletionSources.SelectMany(source => source(parsed.GetCompletionContext()))
        where !given.Contains(item.Label)
        select item;

    private IEnumerable<CompletionItem> Values(Option option) => option.CompletionSources.SelectMany(source => source(parsed.GetCompletionContext()));

    private IEnumerable<CompletionItem> OptionNames() =>
        from option in Options
        where !option.Hidden && (option.Arity.MaximumNumberOfValues > 1 || parsed.GetResult(option) is null or { Implicit: true })
        orderby option.Name
        select new CompletionItem(option.Name, detail: option.Description);

    private Option? TakesValue(string name) =>
        Options.FirstOrDefault(option => (option.Name == name || option.Aliases.Contains(name)) && option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0);

    /// <summary>Those of the verb that was reached, and those above it that hold for it too.</summary>
    private IEnumerable<Option> Options
    {
        get
        {
            for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            {
                foreach (var option in result.Command.Options.Where(option => option.Recursive || result == parsed.CommandResult))
                    yield return option;
            }
        }
    }
}
