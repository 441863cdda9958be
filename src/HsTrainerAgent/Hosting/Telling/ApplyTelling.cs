using HsTrainerAgent.Applying;

namespace HsTrainerAgent.Hosting.Telling;

/// <summary>Tells what happens to a trainer's settings.</summary>
internal static class ApplyTelling
{
    public static void Tell(this Teller teller, ApplyEvent told) =>
        teller.Tell(Kind(told.Kind), $"{told.Trainer}: {told.Message}", (Field.Trainer, told.Trainer), (Field.Fingerprint, told.Fingerprint));

    private static EventKind Kind(ApplyEventKind kind) => kind switch
    {
        ApplyEventKind.Started => EventKind.ApplyStarted,
        ApplyEventKind.Joined or ApplyEventKind.Waiting or ApplyEventKind.Released => EventKind.ApplyPlanned,
        ApplyEventKind.Applied => EventKind.Applied,
        ApplyEventKind.Failed => EventKind.ApplyFailed,
        ApplyEventKind.Held => EventKind.ApplyHeld,
        ApplyEventKind.Stopped => EventKind.TrainerStopped,
        ApplyEventKind.BackingOff => EventKind.ApplyBackingOff,
        ApplyEventKind.GaveUp => EventKind.ApplyGaveUp,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
