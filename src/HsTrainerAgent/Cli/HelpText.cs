using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HsTrainerAgent.Cli;

/// <summary>The library's help, followed by what a person looks for next: examples and exit codes.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    public const string RootAfterword = """
        Examples:
          hs-trainer-agent check                                  look at everything once; changes nothing
          hs-trainer-agent check storage selinux --output json    two checks, for a program
          hs-trainer-agent status                                 what the running daemon knows
          hs-trainer-agent check --root /mnt/image                look at a host that is not running
          hs-trainer-agent explain storage.media-owner            what a finding means and how to cure it

        Exit codes:
          0  in sync, or done
          1  warnings
          2  errors, or a failed run
          3  could not look, refused, or wrong usage; then a message is on standard error

        """;

    private readonly HelpAction library = new();

    public override bool ClearsParseErrors => true;

    /// <summary>Gives the root and every verb below it this help; a group of verbs without its verb prints it on standard error and fails.</summary>
    public static void Attach(RootCommand root)
    {
        root.Options.OfType<HelpOption>().Single().Action = new HelpText();
        AttachToGroups(root);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var help = new StringWriter();
        parseResult.InvocationConfiguration.Output = help;
        library.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(WithRequired(help.ToString(), parseResult.CommandResult.Command));
        parseResult.InvocationConfiguration.Output.Write(parseResult.CommandResult.Command switch
        {
            RootCommand => RootAfterword + Environment.NewLine,
            Verb { Afterword.Length: > 0 } verb => verb.Afterword + Environment.NewLine,
            _ => "",
        });
        return ExitCode.Good;
    }

    // The library's usage hides what must be given among the options.
    private static string WithRequired(string help, Command command)
    {
        const string options = " [options]";
        var required = string.Concat(command.Options.Where(option => option.Required).Select(option => $" {option.Name} <{option.HelpName}>"));
        return help.IndexOf(options, StringComparison.Ordinal) is var at and >= 0 ? help.Insert(at, required) : help;
    }

    private static void AttachToGroups(Command command)
    {
        if (command.Action is null && command.Subcommands.Count > 0)
        {
            command.SetAction(parsed =>
            {
                parsed.InvocationConfiguration.Output = Console.Error;
                new HelpText().Invoke(parsed);
                return ExitCode.Refused;
            });
        }
        foreach (var verb in command.Subcommands)
            AttachToGroups(verb);
    }
}
