using System.Text.RegularExpressions;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Settings;

/// <summary>What the name of a bundle's folder tells.</summary>
internal static partial class BundleName
{
    private const int LongestName = 48;

    /// <summary>The version behind a hyphen at the end of the folder's name, as in <c>hyperscience-trainer-32.0.3</c> or <c>…-v32.0.3-rc1</c>; null when there is none.</summary>
    public static string? OfBundle(string bundle) =>
        AtTheEnd().Match(bundle[(bundle.LastIndexOf('/') + 1)..]) is { Success: true } match && Forms.Version.Fits(match.Groups[1].Value) ? match.Groups[1].Value : null;

    /// <summary>The version with each character that a name may not have replaced by a hyphen, cut to a name's length.</summary>
    public static string AsName(string version)
    {
        var name = string.Concat(version.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    [GeneratedRegex("-(v?[0-9]+(?:\\.[0-9]+)*(?:(?<=\\.[0-9]+)[-+][A-Za-z0-9]+(?:\\.[A-Za-z0-9]+)*)?)\\z")]
    private static partial Regex AtTheEnd();
}
