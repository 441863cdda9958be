using System.Text.RegularExpressions;

namespace HsTrainerAgent.Tests.Architecture;

/// <summary>A C# file of the program, as the rules of the house see it.</summary>
/// <param name="Path">Below <c>src/HsTrainerAgent</c>, as in <c>Checks/Api/ApiCheck.cs</c>.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The folder that is a slice: the first, and below Checks the second; empty for the root.</summary>
    public string Slice => Path.Split('/') switch
    {
        ["Checks", var slice, _, ..] => $"Checks/{slice}",
        [var slice, _, ..] => slice,
        _ => "",
    };

    /// <summary>The text without its comments, which may name what the code must not use.</summary>
    public string Code { get; } = Comment().Replace(Text, "");

    /// <summary>The slices it names, by using lines or in full.</summary>
    public IEnumerable<string> Knows => OwnNamespace().Matches(Code).Select(match => match.Value.Split('.')).Select(parts => parts switch
    {
        [_, "Checks", var slice, ..] when Directories.Contains("Checks/" + slice) => $"Checks/{slice}",
        [_, var slice, ..] => slice,
        _ => "",
    }).Distinct();

    public IEnumerable<string> Usings => Using().Matches(Code).Select(match => match.Groups["name"].Value);

    /// <summary>The folders of all files read together, to tell <c>Checks.Api</c> from a type in Checks.</summary>
    public IReadOnlySet<string> Directories { get; init; } = new HashSet<string>();

    /// <summary>Every file of the program, or null where the tests run without their sources.</summary>
    public static IReadOnlyList<SourceFile>? OfTheProgram() => Root() is not { } root ? null : Below(System.IO.Path.Combine(root, "src/HsTrainerAgent"));

    public static IReadOnlyList<SourceFile>? OfTheTests() => Root() is not { } root ? null : Below(System.IO.Path.Combine(root, "tests"));

    public static IReadOnlyList<SourceFile> Together(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var directories = all.Select(file => file.Slice).ToHashSet();
        return [.. all.Select(file => file with { Directories = directories })];
    }

    private static IReadOnlyList<SourceFile> Below(string folder) => Together(
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        let path = System.IO.Path.GetRelativePath(folder, file)
        where !path.Split('/').Any(part => part is "bin" or "obj" or "Fixtures")
        orderby path
        select new SourceFile(path, File.ReadAllText(file)));

    internal static string? Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HsTrainerAgent.sln")))
                return folder.FullName;
        }
        return null;
    }

    [GeneratedRegex(@"(?<=^|\s)//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bHsTrainerAgent(\.[A-Z]\w*)+")]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(\w+\s*=\s*)?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
