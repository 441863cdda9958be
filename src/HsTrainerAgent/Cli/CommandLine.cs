using System.CommandLine;

namespace HsTrainerAgent.Cli;

/// <summary>The verbs, and what holds for all of them: exit 3 and a message on standard error for wrong usage.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Watches a Hyperscience trainer host for drift and reruns run.sh trainer when the connection to the application changes.");
        root.Options.Add(CommonOptions.Settings);
        root.Options.Add(CommonOptions.Root);
        foreach (var verb in new[] { ApplyVerb.Create(), AdoptVerb.Create(), StartTrainerVerb.Create(), BecomeScriptVerb.Create() })
            root.Subcommands.Add(verb);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync("hs-trainer-agent: " + error.Message);
        return ExitCode.Refused;
    }
}
