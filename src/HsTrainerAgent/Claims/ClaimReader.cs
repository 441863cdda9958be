using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Claims;

/// <summary>A claim and the host's path of its file.</summary>
internal sealed record FoundClaim(string File, Claim Claim);

/// <summary>Reads the claims on an HS_PATH; what is no claim of root's is told and not believed.</summary>
internal static class ClaimReader
{
    private const int Most = 64;

    /// <param name="hsPath">One that was found on a local file system.</param>
    /// <param name="unseen">Told what could not be read, and why.</param>
    public static IReadOnlyList<FoundClaim> Read(PathWalk walk, Place hsPath, Action<string> unseen)
    {
        var hostPath = ClaimFolder.Of(hsPath.Real);
        var folder = walk.To(hostPath);
        if (folder.State == PlaceState.Missing)
            return [];
        if (folder.WhyNotLooked() is { } why)
            unseen(why);
        else if (folder.Real != hostPath)
            unseen($"{hostPath} is a symbolic link, so claims in it are not believed");
        else if (ClaimFolder.WhyForeign(folder.Inode!) is { } foreign)
            unseen($"{hostPath} {foreign}, so claims in it are not believed");
        else
            return [.. Claims(folder, unseen)];
        return [];
    }

    private static List<FoundClaim> Claims(Place folder, Action<string> unseen)
    {
        var found = new List<FoundClaim>();
        using var touch = Touch.At(folder.Here);
        try
        {
            var files = Directory.EnumerateFileSystemEntries(folder.Here, "claim-*.json").Take(Most + 1).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            if (files.Count > Most)
                unseen($"{folder.Real} holds more than {Most} claims");
            foreach (var file in files.Take(Most))
            {
                var hostPath = $"{folder.Real}/{file}";
                var content = WholeFile.Read($"{folder.Here}/{file}", Claim.Largest);
                if (content.Problem == FileProblem.None && Claim.Parse(content.Bytes) is { } claim)
                    found.Add(new FoundClaim(hostPath, claim));
                // One that was removed meanwhile is no claim any more.
                else if (content.Problem != FileProblem.Missing)
                    unseen($"{UnixText.Shown(hostPath)} {content.Wrong ?? "is damaged"}");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            unseen($"{folder.Real}: {Printable.Line(fault.Message)}");
        }
        return found;
    }
}
