namespace HsTrainerAgent.Hosting.Scheduling;

/// <summary>Spreads looks, so that many hosts do not ask one application, nor many checks one disk, in the same instant.</summary>
internal static class Jitter
{
    private const double Share = 0.05;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <param name="interval">The time to the next run; null for a single run, which is not delayed.</param>
    /// <param name="random">At least 0, below 1.</param>
    public static TimeSpan Of(TimeSpan? interval, double random)
    {
        var most = (interval ?? TimeSpan.Zero) * Share;
        return (most > Most ? Most : most < TimeSpan.Zero ? TimeSpan.Zero : most) * random;
    }
}
