using System.Text.RegularExpressions;

namespace HsTrainerAgent.Tests.Architecture;

/// <summary>The rules of the house: who may know whom, and what may be used where. An exception is made here, with its reason, or not at all.</summary>
internal static class HouseRules
{
    private static readonly string[] Foundation = ["Settings", "Article", "Linux"];

    /// <summary>What each slice may know besides itself; Program, Cli and Hosting are above the slices.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Linux"] = [],
        ["Article"] = ["Linux"],
        ["Settings"] = ["Linux"],
        ["Checks"] = Foundation,
        // What one machine leaves for another: applying writes it, storage judges it.
        ["Claims"] = Foundation,
        ["Checks/Storage"] = ["Checks", "Claims", .. Foundation],
        ["Checks/SeLinux"] = ["Checks", .. Foundation],
        ["Checks/Api"] = ["Checks", .. Foundation],
        // It judges what applying has written down: the applied record and the attempts.
        ["Checks/Trainer"] = ["Checks", "Applying", .. Foundation],
        ["Checks/Host"] = ["Checks", .. Foundation],
        ["Checks/SettingsFiles"] = ["Checks", .. Foundation],
        ["Broker"] = ["Settings", "Linux"],
        ["Applying"] = ["Checks", "Broker", "Claims", .. Foundation],
        // It makes of .env, by system calls, what the storage check's cures say as commands.
        ["Repairing"] = ["Checks", "Checks/Storage", .. Foundation],
        // It packs what the others have written down, and asks for engines and .env as their checks do.
        ["Bundling"] = ["Claims", "Checks/Host", "Checks/Storage", .. Foundation],
        ["Ledger"] = ["Checks", .. Foundation],
        ["Hosting"] = ["Applying", "Repairing", "Ledger", "Checks", "Checks/Storage", "Checks/SeLinux", "Checks/Api", "Checks/Trainer", "Checks/Host", "Checks/SettingsFiles", .. Foundation],
    };

    /// <summary>Files that may know one slice more, because they are the place where the parts are put together.</summary>
    private static readonly Dictionary<string, string[]> Besides = new()
    {
        ["Checks/CheckSet.cs"] = ["Checks/Storage", "Checks/SeLinux", "Checks/Api", "Checks/Trainer", "Checks/Host", "Checks/SettingsFiles"],
    };

    /// <summary>Libraries that live in one place.</summary>
    private static readonly (string Library, string[] Slices)[] Libraries =
    [
        ("Quartz", ["Hosting", "Settings"]),
        ("Serilog", ["Hosting"]),
        ("Refit", ["Checks/Api"]),
        ("System.CommandLine", ["Cli"]),
    ];

    /// <summary>A catch of everything whose block does not end with <c>throw;</c>.</summary>
    private static readonly Regex CatchAll = new(
        @"^(?<indent>[ \t]*)catch[ \t]*(\([ \t]*Exception([ \t]+\w+)?[ \t]*\))?[ \t]*\n\k<indent>\{(?!((?!\n\k<indent>\}).)*\bthrow;\s*\n\k<indent>\})|\bcatch[ \t]*(\([ \t]*Exception([ \t]+\w+)?[ \t]*\))?[ \t]*\{",
        RegexOptions.Multiline | RegexOptions.Singleline);

    /// <summary>What the code may not say, except in the named slices or files.</summary>
    private static readonly (string What, Regex Pattern, string[] Except)[] Words =
    [
        ("P/Invoke", new(@"\[(LibraryImport|DllImport)\b|\bNativeLibrary\."), ["Linux"]),
        ("Process", new(@"(?<!\.)\bProcess\.(Start|GetProcess\w*|GetCurrentProcess)\b|\bnew Process\b|\bProcessStartInfo\b"), ["Linux"]),
        ("the clock beside TimeProvider", new(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b"), []),
        ("Thread.Sleep", new(@"\bThread\.Sleep\b"), []),
        ("Console", new(@"\bConsole\.(Write|WriteLine|Out|Error|SetOut|SetError)\b"), ["Cli"]),
        // ScriptProcess hands what its thread has met to whoever waits for the script.
        ("a catch-all", CatchAll, ["Program.cs", "Checks/CheckRunner.cs", "Linux/ScriptProcess.cs"]),
        ("a vague name", new(@"\b(class|record|struct|interface|enum|delegate)\s+\w*(Manager|Helper|Util|Utils|Utility|Service)\b"), []),
    ];

    /// <summary>The seams of operating system and network, each in its place.</summary>
    private static readonly string[] Seams = ["Checks/ICheck.cs ICheck", "Checks/Api/IApplicationApi.cs IApplicationApi", "Applying/ITrainerUnits.cs ITrainerUnits"];

    private static readonly Regex Interface = new(@"\binterface\s+(?<name>\w+)");

    public static IEnumerable<string> Broken(IEnumerable<SourceFile> files) => files.SelectMany(Broken);

    private static IEnumerable<string> Broken(SourceFile file)
    {
        if (MayKnow.TryGetValue(file.Slice, out var known))
        {
            foreach (var stranger in file.Knows.Where(slice => slice != file.Slice && !known.Contains(slice) && !Besides.GetValueOrDefault(file.Path, []).Contains(slice)))
                yield return $"{file.Path}: {file.Slice} must not know {stranger}";
        }
        else if (file.Slice is not ("" or "Cli"))
        {
            yield return $"{file.Path}: nothing says what {file.Slice} may know";
        }
        foreach (var (library, slices) in Libraries)
        {
            if (!slices.Contains(file.Slice) && file.Usings.Any(name => name == library || name.StartsWith(library + ".", StringComparison.Ordinal)))
                yield return $"{file.Path}: {library} belongs to {string.Join(", ", slices)}";
        }
        foreach (var (what, pattern, except) in Words)
        {
            if (!except.Contains(file.Slice) && !except.Contains(file.Path) && pattern.Match(file.Code) is { Success: true } match)
                yield return $"{file.Path}: {what}: {match.Value.Trim()}";
        }
        foreach (Match match in Interface.Matches(file.Code))
        {
            if (!Seams.Contains($"{file.Path} {match.Groups["name"].Value}"))
                yield return $"{file.Path}: {match.Groups["name"].Value} is not a seam of the operating system or the network";
        }
    }
}
