namespace HsTrainerAgent.Settings.Shape;

/// <summary>Key paths, and which keys that are not known may be shown.</summary>
internal static class Paths
{
    private const int LongestShown = 40;

    public static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    /// <summary>
    /// Whether a key that is not known may be shown. It must look like a key, letters and a few joints: in a broken file anything may stand
    /// there, the token too.
    /// </summary>
    public static bool MayShow(string name) => name.Length is > 0 and <= LongestShown && name.All(c => char.IsAsciiLetter(c) || c is '_' or '-' or '$');
}
