using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>What the program says when an unforeseen fault ends it: one line, without a stack trace and without the token.</summary>
internal static class LastWords
{
    /// <summary>The token that this process has read, so that no fault can carry it out.</summary>
    public static Secret? Token { get; set; }

    public static int Say(Exception fault)
    {
        var what = fault is IOException or UnauthorizedAccessException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}";
        return Refusal.Say(Token?.Scrub(what) ?? what);
    }
}
