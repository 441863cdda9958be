using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>A verb in a manual page: what its help says, in the help's order.</summary>
internal static partial class VerbPart
{
    public const string Signals = "Signals";

    /// <summary>The verbs that an operator types; a group stands for those below it.</summary>
    public static IEnumerable<(string Name, Verb Verb)> Below(Command command, string prefix = "") =>
        command.Subcommands.OfType<Verb>().Where(verb => !verb.Hidden).SelectMany(verb =>
            verb.Subcommands.Count > 0 ? Below(verb, $"{prefix}{verb.Name} ") : [(prefix + verb.Name, verb)]);

    public static void Append(Roff page, string name, Verb verb)
    {
        page.Subsection(name);
        page.Line(Usage(name, verb));
        page.Text(Sentence(verb.Description!));
        foreach (var argument in verb.Arguments)
            page.Item(Roff.Italic(argument.HelpName ?? argument.Name), Sentence(argument.Description!));
        Append(page, verb.Options);
        foreach (var part in AfterwordPart.Of(verb.Afterword))
            Append(page, part);
    }

    public static string Usage(string name, Verb verb) =>
        Roff.Bold("hs-trainer-agent " + name) + string.Concat(verb.Arguments.Select(argument => " " + Shape(argument))) + string.Concat(verb.Options.Where(option => option.Required).Select(option => " " + Shape(option))) + $" [{Roff.Italic("options")}]";

    public static void Append(Roff page, IEnumerable<Option> options)
    {
        foreach (var option in options.Where(option => !option.Hidden && option is not HelpOption))
            page.Item(Shape(option), Described(option) + Default(option));
    }

    private static void Append(Roff page, AfterwordPart part)
    {
        switch (part.Title)
        {
            case null:
                page.Text(string.Join(' ', part.Lines));
                break;
            case Signals:
                break;
            case "Examples":
                page.Text("Examples:").Commands(part.Terms);
                break;
            default:
                page.Text(part.Title + ":").Tight(part.Terms.Select(item => (item.Term, Sentence(item.Meaning))));
                break;
        }
    }

    /// <summary>With its full stop and a first letter that begins a sentence; a default in brackets becomes a sentence too.</summary>
    public static string Sentence(string text)
    {
        var whole = Whole(text);
        return char.ToUpperInvariant(whole[0]) + whole[1..];
    }

    // One that begins with one of the option's values keeps it as it is typed.
    private static string Described(Option option) => ValueFirst().IsMatch(option.Description!) ? Whole(option.Description!) : Sentence(option.Description!);

    private static string Whole(string text) => InBrackets().Replace(text.TrimEnd('.'), ". Default: $1") + ".";

    private static string Shape(Option option) => Roff.Bold(option.Name) + (option.HelpName is null ? "" : " " + Roff.Italic(option.HelpName));

    private static string Shape(Argument argument)
    {
        var name = Roff.Italic(argument.HelpName ?? argument.Name) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string Default(Option option) =>
        option.Required ? " Must be given." : option.HasDefaultValue && option.GetDefaultValue() is string { Length: > 0 } value ? $" Default: `{value}`." : "";

    [GeneratedRegex(@" \[default: (.*)\]$")]
    private static partial Regex InBrackets();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex ValueFirst();
}
