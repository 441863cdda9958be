namespace HsTrainerAgent.Hosting.Following;

/// <summary>The folder entries that decide what a path leads to: the last one, each symlink on the way to it, and a folder that is missing.</summary>
internal static class SymlinkSteps
{
    /// <summary>As many as the kernel follows (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    /// <returns>Up to the first missing folder: what lies behind it is not known.</returns>
    public static IEnumerable<(string Folder, string Name)> Of(string path)
    {
        var links = 0;
        var folder = "/";
        var left = new Stack<string>(Parts(path));
        while (left.TryPop(out var name))
        {
            if (name == "..")
            {
                folder = Path.GetDirectoryName(folder) ?? "/";
                continue;
            }
            var here = Path.Combine(folder, name);
            if (LinkTarget(here) is { } target && links++ < MostLinks)
            {
                yield return (folder, name);
                folder = Path.IsPathRooted(target) ? "/" : folder;
                foreach (var part in Parts(target))
                    left.Push(part);
            }
            else if (left.Count > 0 && Directory.Exists(here))
                folder = here;
            else
            {
                yield return (folder, name);
                yield break;
            }
        }
    }

    /// <summary>Last first, as the stack wants them.</summary>
    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
