using System.CommandLine;
using HsTrainerAgent.Article;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary><c>layout</c>: what the article demands for a version, as a table or as its commands; touches nothing.</summary>
internal static class LayoutVerb
{
    private const string Afterword = """
        Exit codes:
          0  shown
          3  refused: the article has no layout for the version

        Examples:
          hs-trainer-agent layout --version 32.0.3
          hs-trainer-agent layout --version 40.2 --path /app/HS --output sh
          hs-trainer-agent layout --version 32.0.3 --output json | jq .media

        """;

    public static Command Create()
    {
        var version = new Option<string>("--version")
        {
            Description = "The trainer's version, as in 32.0.3, v31.0.12 or 40.2",
            HelpName = "V",
            Required = true,
            CompletionSources = { VersionNames.Of },
        };
        var path = new Option<string>("--path")
        {
            Description = "HS_PATH",
            HelpName = "P",
            CompletionSources = { _ => [FileNames.Folder] },
            DefaultValueFactory = _ => Layout.DefaultPath,
        };
        var output = OutputOption.Of("text", "json", "sh");
        output.Description = "text: a table; json: for programs; sh: exactly the article's commands, to be run as root in the bundle's folder";
        var verb = new Verb("layout", "Show what the vendor's article demands of the folders, .env and SELinux labels for a version") { Afterword = Afterword };
        verb.Add(version);
        verb.Add(path);
        verb.Add(output);
        verb.SetAction(parsed => Show(parsed.GetValue(version)!, parsed.GetValue(path)!, parsed.GetValue(output)!,
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return verb;
    }

    private static int Show(string version, string path, string output, TextWriter result, TextWriter complaint)
    {
        if (Layout.For(version, path, out var reason) is not { } layout)
        {
            complaint.WriteLine("hs-trainer-agent: " + Printable.Line(reason!));
            return ExitCode.Refused;
        }
        result.Write(output switch
        {
            "json" => LayoutJson.Of(layout),
            "sh" => string.Concat(layout.Commands.Select(command => command + "\n")),
            _ => LayoutText.Of(layout),
        });
        return ExitCode.Good;
    }
}
