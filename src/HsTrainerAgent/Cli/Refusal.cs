using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary>Says on standard error why nothing was done, and gives the exit code for it.</summary>
internal static class Refusal
{
    /// <param name="why">One sentence without the full stop.</param>
    /// <param name="hint">What to try instead, on a line of its own.</param>
    public static int Say(string why, string? hint = null)
    {
        Console.Error.WriteLine("hs-trainer-agent: " + Printable.Line(why));
        if (hint is not null)
            Console.Error.WriteLine(Printable.Line(hint));
        return ExitCode.Refused;
    }
}
