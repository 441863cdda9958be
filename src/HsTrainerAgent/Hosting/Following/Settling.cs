namespace HsTrainerAgent.Hosting.Following;

/// <summary>Decides when changed contents count: once they have been the same for the settle time, and only if they are not what was judged last.</summary>
internal sealed class Settling(TimeProvider clock)
{
    private Snapshot? judged;
    private Snapshot? candidate;
    private long since;

    /// <returns>Null when nothing has changed, else the time that is left; zero when the contents count now.</returns>
    public TimeSpan? Look(Snapshot seen, TimeSpan settle)
    {
        if (seen.Equals(judged))
        {
            candidate = null;
            return null;
        }
        if (!seen.Equals(candidate))
        {
            candidate = seen;
            since = clock.GetTimestamp();
        }
        var left = settle - clock.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void Judged(Snapshot contents)
    {
        judged = contents;
        candidate = null;
    }
}
