namespace HsTrainerAgent.Tests.Hosting.Scheduling;

/// <summary>The system's clock, whose wall time somebody sets; timers and the monotonic clock go on, as they do on a real machine.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long offset;

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref offset));
        set => Volatile.Write(ref offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
