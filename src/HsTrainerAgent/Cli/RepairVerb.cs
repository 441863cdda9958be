using System.CommandLine;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Repairing;

namespace HsTrainerAgent.Cli;

/// <summary><c>repair [TRAINER…] [--dry-run]</c>: the documented steps for what has drifted; what the repair unit runs, too.</summary>
internal static class RepairVerb
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Print exactly the commands that would be run, and what they heal; change nothing" };

    private const string Afterword = """
        Only the article's own steps, for what the storage and selinux checks find: mkdir of the media and database folders, chown of the media
        folder itself, chcon, and the rules of .env. All else is left, with its cure. Never a recursive chown or chmod, nothing on a shared file
        system, nothing where somebody other than root could lead it elsewhere. What is printed can be pasted; all but commands is a comment.

        Exit codes:
          0  nothing is wrong any more, or with --dry-run nothing but what would be repaired
          2  something is still wrong, or could not be looked at
          3  refused: not root, the settings are wrong, or there is no such trainer

        Examples:
          sudo hs-trainer-agent repair --dry-run
          sudo hs-trainer-agent repair
          sudo hs-trainer-agent repair 32.0.3

        """;

    public static Command Create()
    {
        var names = TrainerChoice.Argument("The trainers to repair [default: all of the settings]", ArgumentArity.ZeroOrMore);
        var verb = new Verb("repair", "Take the documented steps for what has drifted: missing folders, owner, SELinux type, .env") { Afterword = Afterword };
        verb.Add(names);
        verb.Add(DryRun);
        verb.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(names)!, parsed.GetValue(DryRun), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] names, bool dryRun, CancellationToken cancellation)
    {
        if (TrainerChoice.Read(parsed, names) is not { } choice)
            return ExitCode.Refused;
        if (!dryRun && Libc.geteuid() != 0)
            return Refusal.Say("only root may change owners and labels: sudo hs-trainer-agent repair", "What would be done: hs-trainer-agent repair --dry-run");
        // In its unit the entries say it all; printed it would be there twice.
        var text = new RepairText(!dryRun && Journal.IsOwnOutput ? TextWriter.Null : Console.Out, Screen.OfThisProcess());
        var worst = ExitCode.Good;
        foreach (var trainer in choice.Trainers)
        {
            var repairer = new Repairer(parsed.Host(), choice.Settings, trainer, CheckSet.Known, TimeProvider.System);
            var run = new RepairRun(parsed.Host(), choice.Settings, trainer, repairer, text, TimeProvider.System);
            var good = dryRun ? await run.ShowAsync(cancellation).ConfigureAwait(false) : await run.CarryOutAsync(cancellation).ConfigureAwait(false);
            worst = good ? worst : ExitCode.Errors;
        }
        return worst;
    }
}
