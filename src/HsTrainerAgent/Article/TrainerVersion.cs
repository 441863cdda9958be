using System.Text.RegularExpressions;

namespace HsTrainerAgent.Article;

/// <summary>A version as operators write it, read tolerantly: <c>v32.0.3</c>, <c>32.0.3-rc1</c> and <c>40.2</c> are versions.</summary>
/// <param name="Minor">Null when not written.</param>
/// <param name="Patch">Null when not written.</param>
internal readonly partial record struct TrainerVersion(int Major, int? Minor, int? Patch)
{
    /// <summary>The version, or null for a text that is none.</summary>
    public static TrainerVersion? Read(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success ? new(int.Parse(match.Groups[1].ValueSpan), Number(match.Groups[2]), Number(match.Groups[3])) : null;
    }

    /// <summary>Whether it is older as far as both are known: 42.0 is not older than 42.0.7.</summary>
    public bool IsOlderThan(TrainerVersion other)
    {
        foreach (var (mine, theirs) in ((int?, int?)[])[(Major, other.Major), (Minor, other.Minor), (Patch, other.Patch)])
        {
            if (mine is null || theirs is null)
                return false;
            if (mine != theirs)
                return mine < theirs;
        }
        return false;
    }

    public override string ToString() => Major + (Minor is null ? "" : $".{Minor}") + (Patch is null ? "" : $".{Patch}");

    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan) : null;

    [GeneratedRegex(@"^[vV]?([0-9]{1,4})(?:\.([0-9]{1,6}))?(?:\.([0-9]{1,6}))?(?:\.[0-9]{1,9})*(?:[-+~_][0-9A-Za-z.+~_-]*|[A-Za-z]+[0-9]*)?\z")]
    private static partial Regex Pattern();
}
