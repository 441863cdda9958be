namespace HsTrainerAgent.Fuzz;

/// <summary>The samples of the tests.</summary>
internal static class Seed
{
    /// <summary>The contents of the fixtures whose path, as in <c>Settings/valid/everything.json</c>, matches.</summary>
    public static IEnumerable<byte[]> Files(string folder, string ending) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Seeds"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "Seeds"), file).StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
}
