using System.CommandLine;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>settings check|show|schema|init</c>: everything about the settings file that needs no daemon.</summary>
internal static class SettingsVerb
{
    public static Command Create()
    {
        var settings = new Command("settings", "Check, show, describe or begin the settings file");
        settings.Subcommands.Add(Verb("check", "Read the settings and tell what is in force, or everything that is wrong. Exit 0, or 3 when anything is wrong.", Check));
        settings.Subcommands.Add(Verb("show", "Print the settings as JSON with every default filled in; the token as ***.", Show));
        settings.Subcommands.Add(Verb("schema", "Print the JSON Schema of the settings file, for editors and configuration tools.", (_, output) => Print(output, SettingsJson.Schema())));
        settings.Subcommands.Add(Verb("init", "Write a commented starter file, mode 0640; an existing file is never overwritten.", Init));
        return settings;
    }

    private static Command Verb(string name, string description, Func<ParseResult, TextWriter, int> run)
    {
        var verb = new Command(name, description);
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
                Fill in application.url, application.token and trainers[0].bundle, then run: hs-trainer-agent settings check
                """);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{file}: " + fault switch
            {
                _ when Path.Exists(file) => "exists already; it was left as it is",
                UnauthorizedAccessException => "may not be written by this user; use sudo",
                DirectoryNotFoundException => "its folder does not exist; make the folder first",
                _ => $"cannot be written: {fault.Message}",
            });
            return ExitCode.Refused;
        }
    }

    private static int Print(TextWriter output, string text)
    {
        output.WriteLine(text);
        return ExitCode.Good;
    }
}
