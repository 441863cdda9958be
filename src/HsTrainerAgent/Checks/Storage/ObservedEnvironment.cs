using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Looks at the bundle's <c>.env</c>.</summary>
internal static class ObservedEnvironment
{
    private const int Most = 64 * 1024;

    /// <summary>The findings; what could not be looked at is told to <paramref name="look"/>.</summary>
    public static IEnumerable<Finding> Look(PathWalk walk, DesiredEnvironment desired, Look look)
    {
        if (walk.To(desired.Bundle).State == PlaceState.Missing)
        {
            look.CouldNotLook($"{desired.File}: the bundle's folder is missing", desired.File);
            return [];
        }
        var place = walk.To(desired.File);
        if (place.State == PlaceState.Missing)
            return [EnvironmentDrift.WhenMissing(desired, "missing")];
        if (place.Inode is { Kind: not InodeKind.File } inode)
            return [EnvironmentDrift.WhenMissing(desired, inode.What)];
        if (place.WhyNotLooked() is { } why)
        {
            look.CouldNotLook(why, desired.File);
            return [];
        }
        var content = WholeFile.Read(place.Here, Most);
        if (content.Wrong is null)
            return EnvironmentDrift.Between(desired, EnvFile.Parse(content.Bytes));
        look.CouldNotLook($"{desired.File} {content.Wrong}", desired.File);
        return [];
    }
}
