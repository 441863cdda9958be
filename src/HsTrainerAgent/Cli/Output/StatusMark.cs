using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Cli.Output;

/// <summary>The mark and the colour that a status has on a screen.</summary>
internal static class StatusMark
{
    public static string Of(Screen screen, CheckStatus status)
    {
        var (mark, plain) = status switch
        {
            CheckStatus.InSync => ("✓", "+"),
            CheckStatus.Drift => ("✗", "x"),
            CheckStatus.NotApplicable => ("-", "-"),
            _ => ("?", "?"),
        };
        return screen.Symbols ? mark : plain;
    }

    /// <param name="bad">Whether a drift is one with errors.</param>
    public static string Coloured(Screen screen, string text, CheckStatus status, bool bad) => status switch
    {
        CheckStatus.InSync => screen.Green(text),
        CheckStatus.NotApplicable => screen.Dim(text),
        CheckStatus.Drift when bad => screen.Red(text),
        _ => screen.Yellow(text),
    };
}
