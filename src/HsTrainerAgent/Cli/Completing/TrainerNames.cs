using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>The trainers' names for a shell to offer: from the settings, or for a user who may not read them from the records of what was applied.</summary>
internal static class TrainerNames
{
    /// <summary>A file system that hangs must not take the operator's shell with it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IEnumerable<CompletionItem> Of(CompletionContext context) => Trainers(context.ParseResult).Select(trainer => new CompletionItem(trainer.Name, detail: trainer.Bundle));

    /// <summary>Those of the settings, each with its version.</summary>
    public static IEnumerable<(string Name, string? Bundle, string? Version)> Trainers(ParseResult parsed)
    {
        if (parsed.Errors.Any(error => error.SymbolResult is OptionResult { Option: var option } && (option == CommonOptions.Root || option == CommonOptions.Settings)))
            return [];
        var (host, file) = (parsed.Host(), parsed.SettingsFile());
        var reading = Task.Run(() => Known(host, file));
        // Whatever went wrong, a shell is offered nothing then.
        Task.WaitAny([reading], Patience);
        return reading.IsCompletedSuccessfully ? reading.Result : [];
    }

    private static List<(string, string?, string?)> Known(HostPaths host, string file) => SettingsFile.Read(file, host).Settings is { } settings
        ? [.. settings.Trainers.Select(trainer => (trainer.Name, (string?)trainer.Bundle, (string?)trainer.Version))]
        : [.. Applied(host)];

    private static IEnumerable<(string, string?, string?)> Applied(HostPaths host)
    {
        const string any = "*";
        var records = host.AppliedRecord(any);
        try
        {
            return Directory.GetFiles(Path.GetDirectoryName(records)!, Path.GetFileName(records)).Order()
                .Select(record => Path.GetFileName(record)[..^(Path.GetFileName(records).Length - any.Length)])
                .Where(Forms.Name.Fits)
                .Select(name => (name, (string?)null, (string?)null));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
