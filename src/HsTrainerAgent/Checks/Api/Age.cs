using HsTrainerAgent.Article;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Compares two versions as far as both are known: 42.0 is not older than 42.0.7.</summary>
internal static class Age
{
    /// <returns>False also when one of the texts is no version.</returns>
    public static bool IsOlder(string trainer, string application) =>
        TrainerVersion.Read(trainer) is { } one && TrainerVersion.Read(application) is { } other && IsOlder(one, other);

    private static bool IsOlder(TrainerVersion one, TrainerVersion other)
    {
        foreach (var (mine, theirs) in ((int?, int?)[])[(one.Major, other.Major), (one.Minor, other.Minor), (one.Patch, other.Patch)])
        {
            if (mine is null || theirs is null)
                return false;
            if (mine != theirs)
                return mine < theirs;
        }
        return false;
    }
}
