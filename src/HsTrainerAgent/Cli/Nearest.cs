using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known name that the given one ends, or that differs by a few letters, or that the given one begins; null when none is near.</summary>
    public static string? Of(string given, IReadOnlyCollection<string> known) =>
        (given.Length > 2 ? known.FirstOrDefault(name => name.EndsWith(given, StringComparison.OrdinalIgnoreCase)) : null)
        ?? Spelling.Nearest(given, known)
        ?? (given.Length > 2 ? known.FirstOrDefault(name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase)) : null);

    /// <summary>The end of an error text: <c>; did you mean 'x'?</c>, or what there is to choose from.</summary>
    public static string Hint(string given, IReadOnlyCollection<string> known) =>
        Of(given, known) is { } near ? $"; did you mean '{near}'?"
        : known.Count == 0 ? "; there is none"
        : $"; choose from {string.Join(", ", known)}";
}
