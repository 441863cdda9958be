using System.CommandLine;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary><c>adopt TRAINER…</c>: takes over trainers that already run with the present settings.</summary>
internal static class AdoptVerb
{
    private const string Afterword = """
        Exit codes:
          0  adopted
          2  a trainer was not adopted
          3  refused: the settings are wrong, or there is no such trainer

        Examples:
          sudo hs-trainer-agent adopt 32.0.3            run.sh was run by hand, with these settings
          sudo hs-trainer-agent adopt 31.0.12 32.0.3    several at once

        """;

    public static Command Create()
    {
        var names = TrainerChoice.Argument("The trainers that already run with the present settings", ArgumentArity.OneOrMore);
        var verb = new Verb("adopt", "Record that a trainer already runs with the present settings, without running anything") { Afterword = Afterword };
        verb.Add(names);
        verb.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(names)!, cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] names, CancellationToken cancellation)
    {
        if (!SystemLibraries.AreThere(parsed) || TrainerChoice.Read(parsed, names) is not { } choice)
            return ExitCode.Refused;
        using var bus = Composition.Bus(parsed.Host(), parsed.SettingsFile(), TimeProvider.System);
        var worst = ExitCode.Good;
        foreach (var trainer in choice.Trainers)
        {
            async Task<UnitState?> Unit() => bus is null ? null : await bus.ReadAsync(UnitNames.Trainer(trainer.Name), cancellation).ConfigureAwait(false);
            var (adopted, reason) = await Adoption.AdoptAsync(parsed.Host(), choice.Settings, trainer, Unit, TimeProvider.System).ConfigureAwait(false);
            if (adopted is { } fingerprint)
            {
                Console.Out.WriteLine($"{trainer.Name}  adopted with fingerprint {fingerprint}; the next rerun comes with the next change{(choice.Settings.Apply.AtBoot ? ", or after a boot" : "")}");
                if (await ClaimWriter.LeaveAsync(parsed.Host(), choice.Settings, trainer, TimeProvider.System, cancellation).ConfigureAwait(false) is { } unclaimed)
                    Refusal.Say($"{trainer.Name}: no claim was left beside the data: {unclaimed}");
                continue;
            }
            Refusal.Say($"{trainer.Name} was not adopted: {reason}");
            worst = ExitCode.Errors;
        }
        return worst;
    }
}
