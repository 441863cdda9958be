using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Ledger;

/// <summary>What the ledger has to tell.</summary>
internal enum LedgerEventKind
{
    /// <summary>A finding that was not open before.</summary>
    Opened,

    /// <summary>The daily reminder of a finding that is still seen.</summary>
    Still,

    /// <summary>A finding that a full look no longer sees, or that nobody looks for any more.</summary>
    Cleared,

    /// <summary>A check that could look until now cannot look, or not everywhere.</summary>
    Blind,

    /// <summary>A blind check can look everywhere again.</summary>
    SeesAgain,
}

/// <summary>One thing worth telling an operator once.</summary>
/// <param name="Finding">Null for <see cref="LedgerEventKind.Blind"/> and <see cref="LedgerEventKind.SeesAgain"/>.</param>
/// <param name="Since">When the finding opened, or the check went blind.</param>
/// <param name="Reason">Why the check is blind, or why the finding cleared when no look cleared it; else null.</param>
internal sealed record LedgerEvent(
    LedgerEventKind Kind, Finding? Finding, string Check, string? Trainer, DateTimeOffset Since, DateTimeOffset At, string? Reason = null)
{
    public TimeSpan Age => At > Since ? At - Since : TimeSpan.Zero;
}
