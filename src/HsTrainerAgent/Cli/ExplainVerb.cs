using System.CommandLine;
using System.CommandLine.Completions;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;

namespace HsTrainerAgent.Cli;

/// <summary><c>explain</c>: what a finding means, why it matters and what cures it; without a code, which codes there are.</summary>
internal static class ExplainVerb
{
    private const string Afterword = """
        Exit codes:
          0  shown
          3  refused: there is no such code

        Examples:
          hs-trainer-agent explain                        every code there is
          hs-trainer-agent explain storage                the codes of one check
          hs-trainer-agent explain storage.media-owner    all about one code

        """;

    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { HelpName = "CODE", Arity = ArgumentArity.ZeroOrOne, Description = "A finding's code, or a check's name [default: all codes]" };
        code.CompletionSources.Add(_ => CheckSet.Known.Select(check => new CompletionItem(check.Name, detail: $"The codes of the {check.Name} check")));
        // Of two findings with one code the first stands for both.
        code.CompletionSources.Add(_ => CheckSet.Kinds.DistinctBy(kind => kind.Code).Select(kind => new CompletionItem(kind.Code, detail: kind.Title)));
        var verb = new Verb("explain", "Tell what a finding means, why it matters and what cures it") { Afterword = Afterword };
        verb.Add(code);
        verb.SetAction(parsed => Explain(parsed.GetValue(code)));
        return verb;
    }

    private static int Explain(string? wanted)
    {
        var text = new ExplainText(Console.Out, Screen.OfThisProcess());
        // A code may be an error for one version and a warning for another.
        var kinds = CheckSet.Kinds.Where(kind => kind.Code == wanted).ToList();
        if (kinds.Count > 0)
        {
            text.Write(kinds);
            return ExitCode.Good;
        }
        var checks = CheckSet.Known.Where(check => wanted is null || check.Name == wanted).ToList();
        if (wanted is not null && checks.Count == 0)
        {
            var near = Nearest.Of(wanted, [.. CheckSet.Kinds.Select(kind => kind.Code), .. CheckSet.Known.Select(check => check.Name)]);
            return Refusal.Say($"there is no code '{wanted}'" + (near is null ? "" : $"; did you mean '{near}'?"), "Try 'hs-trainer-agent explain' for all of them.");
        }
        text.Write(checks);
        return ExitCode.Good;
    }
}
