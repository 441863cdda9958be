using System.CommandLine;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Completing;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>check</c>: all or the named checks once, without the daemon.</summary>
internal static class CheckVerb
{
    private const string Afterword = """
        Each check has 10 seconds. What could not be looked at is unknown: neither drift nor health.
        More labels than can be read in that time are read by the daemon, which lets a scan that gets on take an hour: see status.

        Exit codes:
          0  in sync
          1  warnings only
          2  errors
          3  could not look; a drift that is known wins (2 before 1 before 3)

        Examples:
          sudo hs-trainer-agent check
          sudo hs-trainer-agent check api
          sudo hs-trainer-agent check storage selinux --trainer 32.0.3
          sudo hs-trainer-agent check --output json | jq '.checks[].findings'

        """;

    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { HelpName = "NAME", Description = "The checks to run: " + string.Join(", ", CheckNames) + " [default: all]" };
        names.CompletionSources.Add([.. CheckNames]);
        names.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => !CheckNames.Contains(name)))
                result.AddError($"there is no check '{name}'" + Nearest.Hint(name, CheckNames));
        });
        var trainers = new Option<string[]>("--trainer") { HelpName = "NAME", Description = "Look at this trainer only; checks of the host and the application still run" };
        trainers.CompletionSources.Add(TrainerNames.Of);
        var output = OutputOption.Of("text", "json");
        var verb = new Verb("check", "Look at the host and the application once and name what has drifted; changes nothing") { Afterword = Afterword };
        verb.Add(names);
        verb.Add(trainers);
        verb.Add(output);
        verb.SetAction((parsed, cancellation) =>
            RunAsync(parsed, parsed.GetValue(names) ?? [], parsed.GetValue(trainers) ?? [], parsed.GetValue(output) == "json", cancellation));
        return verb;
    }

    private static IReadOnlyList<string> CheckNames { get; } = [.. CheckSet.Known.Select(check => check.Name)];

    private static async Task<int> RunAsync(ParseResult parsed, string[] names, string[] trainers, bool asJson, CancellationToken cancellation)
    {
        if (!SystemLibraries.AreThere(parsed) || SettingsInForce.Read(parsed) is not { } settings)
            return ExitCode.Refused;
        var known = settings.Trainers.Select(trainer => trainer.Name).ToList();
        if (trainers.FirstOrDefault(name => !known.Contains(name)) is { } stranger)
            return Refusal.Say($"there is no trainer '{stranger}' in {parsed.SettingsFile()}" + Nearest.Hint(stranger, known));

        var host = parsed.Host();
        var clock = TimeProvider.System;
        var at = clock.GetUtcNow();
        var runner = Composition.CheckRunner(host, clock);
        using var bus = Composition.Bus(host, parsed.SettingsFile(), clock);
        var chosen = CheckSelection.Of(CheckSet.For(parsed.SettingsFile(), bus), settings.Trainers, names, trainers).ToList();
        var looks = chosen.Select(look => runner.RunAsync(look.Check, settings, look.Trainer, cancellation)).ToList();
        var text = asJson ? null : Text(chosen);
        var outcomes = new List<CheckOutcome>();
        foreach (var look in looks)
        {
            outcomes.Add(await look.ConfigureAwait(false));
            text?.Write(outcomes[^1]);
        }
        var report = new CheckReport(await HostName.OfAsync(host, Composition.CheckDeadline, cancellation).ConfigureAwait(false), at, outcomes);
        text?.WriteSummary(report);
        if (asJson)
            CheckJson.Write(Console.OpenStandardOutput(), report);
        return report.ExitCode;
    }

    private static CheckText Text(IReadOnlyCollection<(ICheck Check, TrainerSettings? Trainer)> looks) =>
        new(Console.Out, Screen.OfThisProcess(),
            looks.Select(look => look.Check.Name.Length).DefaultIfEmpty().Max(),
            looks.Select(look => look.Trainer?.Name.Length ?? 0).DefaultIfEmpty().Max());
}
