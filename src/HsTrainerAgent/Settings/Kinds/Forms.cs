using System.Text.RegularExpressions;

namespace HsTrainerAgent.Settings.Kinds;

/// <summary>The texts with a fixed form.</summary>
internal static partial class Forms
{
    /// <summary>A trainer's name, which a unit name and a 64-byte broker line must hold.</summary>
    public static PatternKind Name { get; } = new(NameForm(), "a name of 1 to 48 letters, digits or . _ -, a letter or digit first", "32.0.3", "is no valid name",
        "write 1 to 48 letters, digits or . _ -, a letter or digit first");

    public static PatternKind Version { get; } = new(VersionForm(), "a version of at most 64 letters, digits or . _ + ~ -", "32.0.3", "is no version",
        "write it as the bundle has it, as in \"32.0.3\"");

    public static PatternKind ProbePath { get; } = new(ProbePathForm(), "a path that begins with one /, without spaces and #", "/api/v5/version", "is no path below the URL",
        "begin it with one /, without spaces and #, as in \"/api/v5/version\"");

    public static PatternKind Line { get; } = new(LineForm(), "a text of one line and at most 256 characters", "2026-11", "is no single line of at most 256 characters",
        "write a short note without line breaks");

    public static PatternKind Word { get; } = new(WordForm(), "a word without control characters", "/usr/local/bin/trainer-is-idle", "has a control character",
        "write the word as a shell would pass it");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+~-]{0,63}$")]
    private static partial Regex VersionForm();

    [GeneratedRegex("^/(?![/\\\\])[!\"$-~]*$")]
    private static partial Regex ProbePathForm();

    [GeneratedRegex("^[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]{0,256}$")]
    private static partial Regex LineForm();

    [GeneratedRegex("^[^\\x00-\\x1f\\x7f]+$")]
    private static partial Regex WordForm();
}
