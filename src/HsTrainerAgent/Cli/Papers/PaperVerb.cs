using System.CommandLine;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli.Papers;

/// <summary><c>paper NAME</c>: prints what a package installs beside the program, so that the two cannot disagree; needs no settings.</summary>
internal static class PaperVerb
{
    private static readonly (string Name, Func<RootCommand, string> Text)[] Papers =
    [
        ("man8", CommandPage.Of),
        ("man5", _ => SettingsPage.Text()),
        ("bash", _ => BashCompletion.Script),
        ("zsh", _ => ZshCompletion.Script),
        ("fish", _ => FishCompletion.Script),
        ("schema", _ => SettingsJson.Schema() + "\n"),
        ("example", _ => StarterFile.Text()),
    ];

    public static Command Create()
    {
        var name = new Argument<string>("PAPER") { Description = string.Join(", ", Papers.Select(paper => paper.Name)) };
        name.AcceptOnlyFromAmong([.. Papers.Select(paper => paper.Name)]);
        var verb = new Command("paper", "Print a manual page, a shell's completion, the settings' schema or an example (used by the packages)") { name };
        verb.Hidden = true;
        verb.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(
            Papers.Single(paper => paper.Name == parsed.GetValue(name)).Text((RootCommand)parsed.RootCommandResult.Command)));
        return verb;
    }
}
