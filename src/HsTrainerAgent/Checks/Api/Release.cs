using System.Globalization;
using System.Text.RegularExpressions;

namespace HsTrainerAgent.Checks.Api;

/// <summary>A version of the application or a trainer as far as its text tells: <c>42</c>, <c>v40.2</c>, <c>32.0.3-rc1</c>.</summary>
internal sealed partial record Release(int Major, int? Minor, int? Patch)
{
    public static Release? Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success ? new Release(Number(match.Groups[1])!.Value, Number(match.Groups[2]), Number(match.Groups[3])) : null;
    }

    /// <summary>Compared as far as both are known: 42.0 is not older than 42.0.7.</summary>
    public bool IsOlderThan(Release other)
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

    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^v?([0-9]{1,5})(?:\.([0-9]{1,5}))?(?:\.([0-9]{1,5}))?(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
