using System.Globalization;
using HsTrainerAgent.Article;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Storage;

/// <summary>Judges the claims on an HS_PATH: another machine whose trainer uses a folder that this one's uses too.</summary>
internal static class ClaimDrift
{
    private const int Told = 3;

    public static IEnumerable<Finding> Look(CheckContext context, PathWalk walk, Place hsPath)
    {
        if (!context.Settings.Claims || hsPath is not { State: PlaceState.Found, Inode.Kind: InodeKind.Folder })
            return [];
        var claims = ClaimReader.Read(walk, hsPath, what => context.Look.CouldNotLook(what, ClaimFolder.Of(hsPath.Path)));
        if (claims.Count == 0)
            return [];
        if (ThisMachine.Of(context.Host, context.Clock, out var why) is { } self)
            return Of(hsPath.Path, claims, context.Trainer!.Version, self);
        context.Look.CouldNotLook($"whose claims lie in {ClaimFolder.Of(hsPath.Real)} cannot be told: {why}", ClaimFolder.Of(hsPath.Path));
        return [];
    }

    public static IEnumerable<Finding> Of(string path, IReadOnlyList<FoundClaim> claims, string version, ThisMachine self)
    {
        var others = claims.Where(found => !self.IsOwn(found.Claim) && Common(found.Claim.Version, version) is not []).ToList();
        if (others.Count == 0)
            yield break;
        var seen = string.Join("; ", others.Take(Told).Select(found => Sentence(found.Claim, version, self)));
        var more = others.Count > Told ? $"; and {others.Count - Told} more" : "";
        yield return ClaimKinds.SharedWithHost.FoundWithFix(path, "used by this machine alone", seen + more,
            $"# Give each machine a disk of its own; where the other no longer uses this one: rm {string.Join(' ', others.Select(found => ShellText.Quote(found.File)))}");
    }

    private static string Sentence(Claim claim, string version, ThisMachine self) =>
        $"{claim.Who} started {claim.ShownVersion} here at {claim.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z"
        + (Common(claim.Version, version) is { } folders ? $", in {string.Join(" and ", folders)}" : "")
        + (self.IsOfCopy(claim) ? ", and has this machine's id: one is a copy of the other" : "");

    /// <summary>The folders that two versions both use; null where the article has no names for one of them, so that nothing can be said for either.</summary>
    private static string[]? Common(string theirs, string ours) =>
        FolderNames.For(theirs, out _) is { } one && FolderNames.For(ours, out _) is { } two
            ? [.. new[] { one.Media, one.Database }.Intersect([two.Media, two.Database])] : null;
}
