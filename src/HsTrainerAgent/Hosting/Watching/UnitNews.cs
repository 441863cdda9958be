using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Hosting.Watching;

/// <summary>Tells what somebody else did to a trainer's unit between two looks at it; pure.</summary>
internal static class UnitNews
{
    /// <param name="before">At the last look at which no job was pending.</param>
    /// <param name="own">The start that <paramref name="after"/> shows was asked for by this daemon.</param>
    public static IEnumerable<(EventKind Kind, string Sentence)> Between(UnitState before, UnitState after, bool own)
    {
        if (after.Load == "masked" && before.Load != "masked")
            yield return (EventKind.TrainerMasked, $"{after.Name} is masked: it cannot be started until it is unmasked");
        if (after.Load != "masked" && before.Load == "masked")
            yield return (EventKind.TrainerUnmasked, $"{after.Name} is no longer masked");
        if (after.Invocation.Length > 0 && after.Invocation != before.Invocation && !own)
            yield return (EventKind.TrainerStartedByHand, $"{after.Name} was started by somebody else: systemctl, or hs-trainer-agent apply");
        if (after.Active == "inactive" && before.Active == "active")
            yield return (EventKind.TrainerStopped, $"{after.Name} was stopped; it stays so until the settings change or an operator applies");
        if (after.Active == "failed" && (before.Active != "failed" || after.Invocation != before.Invocation) && !(own && after.Invocation != before.Invocation))
            yield return (EventKind.TrainerFailed, after.Failure);
    }
}
