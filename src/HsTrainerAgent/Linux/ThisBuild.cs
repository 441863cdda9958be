using System.Reflection;

namespace HsTrainerAgent.Linux;

/// <summary>Which build of the program this is.</summary>
internal static class ThisBuild
{
    // The SDK writes VERSION+COMMIT when it builds in a git work tree.
    private static readonly string[] Informational =
        (typeof(ThisBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);

    public static string Version => Informational[0];

    /// <summary>At most twelve digits, or <c>unknown</c>.</summary>
    public static string Commit => Informational.Length > 1 ? Informational[1][..Math.Min(12, Informational[1].Length)] : "unknown";
}
