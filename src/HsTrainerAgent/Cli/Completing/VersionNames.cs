using System.CommandLine.Completions;
using HsTrainerAgent.Article;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>Versions for a shell to offer: those of the settings, then those at the borders of the article's tables, each with the folders it has.</summary>
internal static class VersionNames
{
    public static IEnumerable<CompletionItem> Of(CompletionContext context) =>
        from version in TrainerNames.Trainers(context.ParseResult).Select(trainer => trainer.Version).OfType<string>().Concat(FolderNames.Borders).Distinct()
        let names = FolderNames.For(version, out _)
        where names is not null
        select new CompletionItem(version, detail: $"{names.Media}, {names.Database}");
}
