using System.CommandLine;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli.Papers;

/// <summary>hs-trainer-agent(8): the verbs as their help has them, the findings as their checks declare them, and what belongs to neither.</summary>
internal static class CommandPage
{
    public static string Of(RootCommand root)
    {
        var page = new Roff("hs-trainer-agent", 8, "watch a Hyperscience trainer host and rerun the trainer when its connection changes", SourceDate.Get(), ThisBuild.Version);
        page.Section("SYNOPSIS");
        var verbs = VerbPart.Below(root).ToList();
        page.Line(string.Join("\n.br\n", verbs.Select(verb => VerbPart.Usage(verb.Name, verb.Verb))));
        page.Section("DESCRIPTION").Text(CommandPageTexts.Description);
        page.Section("COMMANDS");
        foreach (var (name, verb) in verbs)
            VerbPart.Append(page, name, verb);
        page.Section("OPTIONS").Text(CommandPageTexts.Options);
        VerbPart.Append(page, root.Options.Where(option => option.Recursive));
        Findings(page);
        var help = AfterwordPart.Of(HelpText.RootAfterword);
        List(page.Section("EXIT STATUS"), help.Single(part => part.Title == "Exit codes").Terms);
        page.Item(Roff.Bold(ExitCode.Interrupted.ToString()), "Ended by a signal. `apply` gives 3 then: it no longer waits, and a run that has started goes on.");
        List(page.Section("SIGNALS").Text("The daemon takes:"), verbs.SelectMany(verb => AfterwordPart.Of(verb.Verb.Afterword)).Single(part => part.Title == VerbPart.Signals).Terms);
        Journal(page);
        List(page.Section("ENVIRONMENT"), CommandPageTexts.Environment);
        List(page.Section("FILES"), CommandPageTexts.Files);
        page.Section("EXAMPLES").Text(CommandPageTexts.ExamplesIntroduction).Commands(help.Single(part => part.Title == "Examples").Terms);
        page.Text(CommandPageTexts.ServiceIntroduction).Commands(CommandPageTexts.ServiceExamples);
        return page.Section("SEE ALSO").Line(SeeAlso.Of(("hs-trainer-agent.json", 5), ("journalctl", 1), ("systemctl", 1), ("systemd.unit", 5), ("chcon", 1), ("semanage-fcontext", 8))).ToString();
    }

    private static void Findings(Roff page)
    {
        page.Section("FINDINGS").Text(CommandPageTexts.Findings);
        foreach (var check in CheckSet.Known)
        {
            page.Subsection($"{check.Name} ({(check.PerTrainer ? "for each trainer" : "once")})");
            foreach (var kind in check.Kinds)
                page.Item($"{Roff.Bold(kind.Code)} ({kind.Severity.Word()})", kind.Title + ".");
        }
    }

    private static void Journal(Roff page)
    {
        page.Section("JOURNAL").Text(CommandPageTexts.Journal);
        List(page, CommandPageTexts.Fields);
        page.Text("The events are:").Text(string.Join(", ", EventKind.All.Select(kind => $"`{kind.Name}`")) + ".");
    }

    private static void List(Roff page, IEnumerable<(string Term, string Meaning)> terms)
    {
        foreach (var (term, meaning) in terms)
            page.Item(Roff.Bold(term), VerbPart.Sentence(meaning));
    }
}
