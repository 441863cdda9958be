using System.CommandLine;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Source;

namespace HsTrainerAgent.Cli;

/// <summary><c>settings check|show|schema|init</c>: everything about the settings file that needs no daemon.</summary>
internal static class SettingsVerb
{
    private const string ExitCodes = """
        Exit codes:
          0  done
          3  refused: the settings are wrong, or a file cannot be read or written


        """;

    public static Command Create()
    {
        var settings = new Verb("settings", "Check, show, describe or begin the settings file")
        {
            Afterword = ExitCodes + """
                Examples:
                  sudo hs-trainer-agent settings init     a starter file to be filled in
                  sudo hs-trainer-agent settings check    what is in force, or everything that is wrong

                """,
        };
        settings.Subcommands.Add(Below("check", "Read the settings and tell what is in force, or everything that is wrong.", Check, """
            sudo hs-trainer-agent settings check
              hs-trainer-agent settings check --settings new.json    before it is put in place
            """));
        settings.Subcommands.Add(Below("show", "Print the settings as JSON with every default filled in; the token as ***.", Show, """
            sudo hs-trainer-agent settings show
              sudo hs-trainer-agent settings show | jq .thresholds
            """));
        settings.Subcommands.Add(Below("schema", "Print the JSON Schema of the settings file, for editors and configuration tools.",
            (_, output) => Print(output, SettingsJson.Schema()), "hs-trainer-agent settings schema > hs-trainer-agent.schema.json"));
        settings.Subcommands.Add(Below("init", "Write a commented starter file, mode 0640; an existing file is never overwritten.", Init, """
            sudo hs-trainer-agent settings init
              hs-trainer-agent settings init --settings new.json
            """));
        return settings;
    }

    private static Verb Below(string name, string description, Func<ParseResult, TextWriter, int> run, string examples)
    {
        var verb = new Verb(name, description) { Afterword = $"{ExitCodes}Examples:\n  {examples}\n" };
        verb.SetAction(parsed => run(parsed, parsed.InvocationConfiguration.Output));
        return verb;
    }

    private static int Check(ParseResult parsed, TextWriter output)
    {
        var reading = SettingsInForce.ReadWithNotes(parsed);
        return reading.Settings is { } settings ? Print(output, SettingsSummary.Text(parsed.SettingsFile(), settings, reading.Notes)) : ExitCode.Refused;
    }

    private static int Show(ParseResult parsed, TextWriter output) =>
        SettingsInForce.Read(parsed) is { } settings ? Print(output, SettingsJson.Effective(settings)) : ExitCode.Refused;

    private static int Init(ParseResult parsed, TextWriter output)
    {
        var file = parsed.SettingsFile();
        try
        {
            var shared = StarterFile.Write(file, parsed.Host());
            return Print(output, $"""
                Wrote {file} (mode 0640{(shared ? ", group hs-trainer-agent" : "")}).
                Fill in application.url, application.token and trainers[0].bundle, then run: hs-trainer-agent settings check{SameFile(parsed)}
                """);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{file}: " + fault switch
            {
                _ when SettingsFile.Read(file, parsed.Host()).IsBlank => Blank(parsed),
                _ when Path.Exists(file) => "exists already; it was left as it is",
                UnauthorizedAccessException => "may not be written by this user; use sudo",
                DirectoryNotFoundException => "its folder does not exist; make the folder first",
                _ => $"cannot be written: {fault.Message}",
            });
            return ExitCode.Refused;
        }
    }

    private static string Blank(ParseResult parsed)
    {
        var example = parsed.Host().Example;
        return $"exists already, and nothing is filled in yet; it was left as it is. Fill in {Blanks.Asked}, then run: hs-trainer-agent settings check{SameFile(parsed)}\n"
            + (File.Exists(example) ? $"Every key, explained: {example}" : "A file with every key, explained: hs-trainer-agent settings init --settings example.json");
    }

    /// <summary>The options that name the same file once more, as they were given.</summary>
    private static string SameFile(ParseResult parsed) => string.Concat(
        parsed.GetValue(CommonOptions.Settings) is { } file ? $" --settings {ShellText.Quote(file)}" : "",
        parsed.GetResult(CommonOptions.Root) is { Implicit: false } ? $" --root {ShellText.Quote(parsed.GetValue(CommonOptions.Root)!)}" : "");

    private static int Print(TextWriter output, string text)
    {
        output.WriteLine(text);
        return ExitCode.Good;
    }
}
