namespace HsTrainerAgent.Checks.Api;

/// <summary>How long each phase may take; the whole stays below the ten seconds that a check has, so that silence is told as silence.</summary>
/// <param name="Name">Until the resolver must have answered.</param>
/// <param name="Connect">Until one of the addresses must have taken the connection.</param>
/// <param name="Whole">From the first phase to the last byte of the answer.</param>
internal sealed record ProbeLimits(TimeSpan Name, TimeSpan Connect, TimeSpan Whole)
{
    public static ProbeLimits Default { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));

    /// <summary>A version answer has less than a hundred bytes; a login page that comes in its place has some thousand.</summary>
    public const int BodyBytes = 64 * 1024;
}
