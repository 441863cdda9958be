using HsTrainerAgent.Checks;

namespace HsTrainerAgent.Repairing;

/// <summary>What is to be done about a trainer's drift now.</summary>
internal enum RepairMove { Rest, Wait, Repair, Stopped }

/// <summary>Decides when a trainer is repaired by itself: what is seen twice, slower after each failure, and no more once it is undone time and again. Not thread-safe.</summary>
/// <param name="settle">How long a drift lasts before it is repaired: what somebody is just at work on, or lasts a moment, is left alone.</param>
internal sealed class RepairWatch(TimeProvider clock, TimeSpan settle)
{
    /// <summary>What drifts again within it was undone.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>So often.</summary>
    public const int Most = 3;

    /// <summary>Without the drift for so long, whoever undid it has stopped.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Healed> healed = [];
    private int failures;
    private long? firstSeen, pausedAt, goneAt;
    private TimeSpan pause;

    /// <param name="Undone">How often it came back within the window.</param>
    /// <param name="At">When it was last healed; null once it has come back since.</param>
    private sealed record Healed(Finding Finding, int Undone, long? At);

    /// <summary>What stopped the repairs: undone three times; else null.</summary>
    public Finding? Undone { get; private set; }

    /// <summary>How long until <see cref="Next"/> can say something else, for <see cref="RepairMove.Wait"/>.</summary>
    public TimeSpan Left { get; private set; }

    /// <summary>As if nothing had been repaired yet: the settings are others, or an operator has repaired.</summary>
    public void Reset()
    {
        healed.Clear();
        (failures, firstSeen, pausedAt, goneAt, Undone) = (0, null, null, null, null);
    }

    /// <param name="seen">What could be repaired, as last seen.</param>
    /// <param name="whole">Whether all was looked at: what was not seen is gone.</param>
    public RepairMove Next(IReadOnlyCollection<Finding> seen, bool whole)
    {
        var now = clock.GetTimestamp();
        foreach (var finding in seen)
        {
            var key = Key(finding);
            if (healed.TryGetValue(key, out var known) && known.At is { } at)
                healed[key] = known with { Undone = clock.GetElapsedTime(at, now) <= Window ? known.Undone + 1 : 0, At = null };
        }
        Undone ??= healed.Values.FirstOrDefault(known => known.Undone >= Most)?.Finding;
        if (Undone is not null && !HasGone(seen, whole, now))
            return RepairMove.Stopped;
        if (seen.Count == 0)
        {
            firstSeen = null;
            return RepairMove.Rest;
        }
        firstSeen ??= now;
        var settling = settle - clock.GetElapsedTime(firstSeen.Value, now);
        var pausing = pausedAt is { } since ? pause - clock.GetElapsedTime(since, now) : TimeSpan.Zero;
        Left = settling > pausing ? settling : pausing;
        return Left > TimeSpan.Zero ? RepairMove.Wait : RepairMove.Repair;
    }

    /// <summary>A repair has come to its end.</summary>
    /// <param name="before">What it was asked for.</param>
    /// <param name="after">What is seen now.</param>
    /// <returns>Whether all of it was healed.</returns>
    public bool Repaired(IReadOnlyCollection<Finding> before, IReadOnlyCollection<Finding> after, bool whole)
    {
        var now = clock.GetTimestamp();
        var still = whole ? before.Count(finding => after.Any(other => Key(other) == Key(finding))) : before.Count;
        foreach (var finding in before.Where(finding => whole && after.All(other => Key(other) != Key(finding))))
            healed[Key(finding)] = new Healed(finding, healed.GetValueOrDefault(Key(finding))?.Undone ?? 0, now);
        firstSeen = null;
        failures = still == 0 ? 0 : failures + 1;
        pausedAt = still == 0 ? null : now;
        pause = TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)), LongestPause.TotalSeconds));
        return still == 0;
    }

    private bool HasGone(IReadOnlyCollection<Finding> seen, bool whole, long now)
    {
        if (!whole || seen.Any(finding => Key(finding) == Key(Undone!)))
        {
            goneAt = null;
            return false;
        }
        goneAt ??= now;
        if (clock.GetElapsedTime(goneAt.Value, now) < Calm)
            return false;
        Reset();
        return true;
    }

    private static string Key(Finding finding) => $"{finding.Code} {finding.Subject}";
}
