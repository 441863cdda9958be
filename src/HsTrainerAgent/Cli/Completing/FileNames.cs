using System.CommandLine.Completions;

namespace HsTrainerAgent.Cli.Completing;

/// <summary>Candidates that the shell itself finds best, as it does for its own commands.</summary>
internal static class FileNames
{
    public static CompletionItem File { get; } = new("<file>");

    public static CompletionItem Folder { get; } = new("<folder>");

    public static bool Are(CompletionItem item) => item == File || item == Folder;
}
