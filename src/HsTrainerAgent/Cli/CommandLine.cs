using System.CommandLine;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Cli.Papers;

namespace HsTrainerAgent.Cli;

/// <summary>The verbs, and what holds for all of them: exit 3 and a message on standard error for wrong usage.</summary>
internal static class CommandLine
{
    private static RootCommand Root() =>
        new("Watches a Hyperscience trainer host for drift and reruns run.sh trainer when the connection to the application changes.")
        {
            CommonOptions.Settings,
            CommonOptions.Root,
            RunVerb.Create(),
            CheckVerb.Create(),
            StatusVerb.Create(),
            ApplyVerb.Create(),
            AdoptVerb.Create(),
            PauseVerb.Create(),
            ResumeVerb.Create(),
            RepairVerb.Create(),
            SupportBundleVerb.Create(),
            SettingsVerb.Create(),
            LayoutVerb.Create(),
            ExplainVerb.Create(),
            VersionVerb.Create(),
            StartTrainerVerb.Create(),
            BrokerVerb.Create(),
            GuardVerb.Create(),
            BecomeScriptVerb.Create(),
            PaperVerb.Create(),
        };

    public static async Task<int> RunAsync(string[] args)
    {
        StandardStreams.Open();
        var root = Root();
        root.HelpName = "hs-trainer-agent";
        root.Options.OfType<VersionOption>().Single().Action = new VersionVerb.ShortLine();
        HelpText.Attach(root);
        Completions.Attach(root);
        // No response files: an argument that begins with @ is not a file to read.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return WrongUsage.Of(parsed)
            ? WrongUsage.Say(parsed)
            : await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // These two handle signals themselves, and when they are quick about it, a second handler would find what it cancels gone, and abort.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name is RunVerb.Name or StartTrainerVerb.Name ? null : TimeSpan.FromSeconds(2),
            });
    }
}
