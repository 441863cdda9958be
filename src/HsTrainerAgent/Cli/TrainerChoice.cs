using System.CommandLine;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>The valid settings and those of their trainers that an operator named.</summary>
internal sealed record TrainerChoice(AgentSettings Settings, IReadOnlyList<TrainerSettings> Trainers)
{
    public static Argument<string[]> Argument(string description, ArgumentArity arity) =>
        new("TRAINER") { HelpName = "TRAINER", Description = description, Arity = arity, CompletionSources = { TrainerNames.Of } };

    /// <summary>The choice; null after it has told on standard error what is wrong.</summary>
    /// <param name="names">None means all.</param>
    public static TrainerChoice? Read(ParseResult parsed, IReadOnlyList<string> names)
    {
        if (SettingsInForce.Read(parsed) is not { } settings)
            return null;
        var known = settings.Trainers.Select(trainer => trainer.Name).ToList();
        var unknown = names.Except(known).ToList();
        foreach (var name in unknown)
            Refusal.Say($"there is no trainer named '{name}'; the settings have: {string.Join(", ", known)}");
        return unknown.Count > 0 ? null : new TrainerChoice(settings, [.. settings.Trainers.Where(trainer => names.Count == 0 || names.Contains(trainer.Name))]);
    }
}
