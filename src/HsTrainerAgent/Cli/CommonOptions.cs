using System.CommandLine;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Cli;

/// <summary>The options every verb takes.</summary>
internal static class CommonOptions
{
    public static Option<string?> Settings { get; } = new("--settings")
    {
        Description = "The settings file, taken as given [default: /etc/hs-trainer-agent.json below --root]",
        HelpName = "FILE",
        CompletionSources = { _ => [FileNames.File] },
        Recursive = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: "" }, ..])
                    result.AddError("--settings: '' is no file");
            },
        },
    };

    public static Option<string> Root { get; } = new("--root")
    {
        Description = "Take every path of the host below DIR: an image, a chroot or a fixture",
        HelpName = "DIR",
        CompletionSources = { _ => [FileNames.Folder] },
        Recursive = true,
        DefaultValueFactory = _ => "/",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var folder, ..] && !Directory.Exists(folder.Value))
                    result.AddError($"--root: '{folder.Value}' is not a folder");
            },
        },
    };

    public static HostPaths Host(this ParseResult parsed) => new(parsed.GetValue(Root)!);

    public static string SettingsFile(this ParseResult parsed) => parsed.GetValue(Settings) ?? parsed.Host().Settings;
}
