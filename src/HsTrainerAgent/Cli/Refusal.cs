using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary>Says on standard error why nothing was done, and gives the exit code for it.</summary>
internal static class Refusal
{
    /// <param name="why">One sentence without the full stop.</param>
    /// <param name="hint">What to try instead, on a line of its own.</param>
    public static int Say(string why, string? hint = null)
    {
        // In the journal an error, as sd-daemon(3) marks it: else it would be found among the information only.
        var mark = Journal.IsOwnError ? "<3>" : "";
        Console.Error.WriteLine(mark + "hs-trainer-agent: " + Printable.Line(why));
        if (hint is not null)
            Console.Error.WriteLine(mark + Printable.Line(hint));
        return ExitCode.Refused;
    }
}
