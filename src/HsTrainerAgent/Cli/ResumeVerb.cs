using System.CommandLine;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary><c>resume</c>: ends a pause before its time.</summary>
internal static class ResumeVerb
{
    private const string Afterword = """
        What waited for the end of the pause is applied, started or repaired now, as far as nothing else holds it.

        Exit codes:
          0  the pause is ended, or there was none
          2  the pause could not be ended
          3  refused: not root

        Examples:
          sudo hs-trainer-agent resume

        """;

    public static Command Create()
    {
        var verb = new Verb("resume", "End a pause before its time") { Afterword = Afterword };
        verb.SetAction(parsed => Run(parsed.Host()));
        return verb;
    }

    private static int Run(HostPaths host)
    {
        var before = PauseStanding.Of(host, TimeProvider.System);
        try
        {
            AtomicFile.Remove(host.Pause);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PauseVerb.NotDone(fault, host, "resume", "not resumed");
        }
        if (PauseStanding.Of(host, TimeProvider.System).Unclear is { } still)
        {
            Refusal.Say($"not resumed: {still}", $"Look what it is, and remove it: ls -ld {ShellText.Quote(host.Named(host.Pause))}");
            return ExitCode.Errors;
        }
        Console.Out.WriteLine(
            before.InForce is { } pause ? $"resumed: the pause until {PlanWords.Time(before.Ends)} by {Printable.Line(pause.By)} is ended: {Printable.Line(pause.Reason)}"
            : before.Unclear is not null ? "resumed: a pause that could not be read is ended"
            : "the agent is not paused");
        return ExitCode.Good;
    }
}
