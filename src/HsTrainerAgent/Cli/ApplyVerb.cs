using System.CommandLine;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary><c>apply [TRAINER…] [--dry-run] [--force]</c>: plans and applies now, waits and shows the result.</summary>
internal static class ApplyVerb
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the plan and what the application says to it; start nothing" };
    private static readonly Option<bool> Force = new("--force") { Description = "Run run.sh even when the trainer is in sync, its applied record is damaged, the application rejects the settings, the agent is paused, or apply.windows or apply.guard holds it" };

    /// <summary>The trainers whose run's end was told.</summary>
    private static readonly HashSet<string> Ends = [];

    private const string Afterword = """
        Exit codes:
          0  applied or in sync; with --dry-run also: would be applied
          2  a run failed
          3  held, refused, or no longer waiting because of a signal; a failed run wins

        Examples:
          sudo hs-trainer-agent apply --dry-run         the plan of every trainer; starts nothing
          sudo hs-trainer-agent apply                   every trainer that is not in sync
          sudo hs-trainer-agent apply 32.0.3 --force    this one, even when it is in sync

        """;

    public static Command Create()
    {
        var names = TrainerChoice.Argument("The trainers to apply [default: all of the settings]", ArgumentArity.ZeroOrMore);
        var verb = new Verb("apply", "Rerun run.sh trainer now where the settings have not been applied, and wait for the result") { Afterword = Afterword };
        verb.Add(names);
        verb.Add(DryRun);
        verb.Add(Force);
        verb.SetAction((parsed, cancellation) =>
            RunAsync(parsed, parsed.GetValue(names)!, parsed.GetValue(DryRun), parsed.GetValue(Force), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] names, bool dryRun, bool force, CancellationToken cancellation)
    {
        if (!SystemLibraries.AreThere(parsed) || TrainerChoice.Read(parsed, names) is not { } choice)
            return ExitCode.Refused;
        var ask = force ? PlanAsk.OperatorForce : PlanAsk.Operator;
        using var bus = Composition.Bus(parsed.Host(), parsed.SettingsFile(), TimeProvider.System);
        var applier = Composition.Applier(parsed.Host(), parsed.SettingsFile(), bus, new OwnStarts(), Console.Out, TimeProvider.System, Tell);
        var worst = ExitCode.Good;
        foreach (var trainer in choice.Trainers)
        {
            try
            {
                var code = dryRun
                    ? await ShowAsync(applier, choice.Settings, trainer, ask, cancellation).ConfigureAwait(false)
                    : await ApplyAsync(parsed, applier, choice.Settings, trainer, ask, bus is not null, cancellation).ConfigureAwait(false);
                // A failure is worse news than a hold.
                worst = worst == ExitCode.Errors ? worst : Math.Max(worst, code);
                worst = code == ExitCode.Errors ? code : worst;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return Refusal.Say($"no longer waiting; a run of {trainer.Name} that has started goes on");
            }
        }
        return worst;
    }

    // A hold is the answer, and said as such.
    private static void Tell(ApplyEvent told)
    {
        if (told.Kind is ApplyEventKind.Applied or ApplyEventKind.Failed or ApplyEventKind.Stopped)
            Ends.Add(told.Trainer);
        if (told.Kind != ApplyEventKind.Held)
            Console.Out.WriteLine($"{told.Trainer}  {(told.Kind == ApplyEventKind.Applied ? "applied: " : "")}{told.Message}");
    }

    private static async Task<int> ShowAsync(Applier applier, AgentSettings settings, TrainerSettings trainer, PlanAsk ask, CancellationToken cancellation)
    {
        var plan = await applier.PlanAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
        Console.Out.WriteLine($"{trainer.Name}  {PlanWords.Of(plan)}");
        if (plan is not ApplyPlan.Apply)
            return plan is ApplyPlan.InSync or ApplyPlan.Join or ApplyPlan.WaitForRun ? ExitCode.Good : ExitCode.Refused;
        var command = string.Join(' ', new[] { "bash", StartAccess.Script, "trainer", settings.Application.Url }.Select(ShellText.Quote));
        Console.Out.WriteLine($"  command    cd {ShellText.Quote(trainer.Bundle)} && {command} {Secret.Shown}");
        var objection = await applier.ObjectionAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
        Console.Out.WriteLine($"  preflight  {(objection is null ? settings.Apply.Preflight && ask != PlanAsk.OperatorForce ? "the application accepts these settings" : "skipped" : "would be held: " + objection)}");
        if (settings.Apply.Guard is { } guard)
            Console.Out.WriteLine($"  guard      {(ask == PlanAsk.OperatorForce ? "skipped" : "would be asked: " + string.Join(' ', guard.Select(ShellText.Quote)))}");
        return objection is null ? ExitCode.Good : ExitCode.Refused;
    }

    private static async Task<int> ApplyAsync(
        ParseResult parsed, Applier applier, AgentSettings settings, TrainerSettings trainer, PlanAsk ask, bool inUnit, CancellationToken cancellation)
    {
        var waiting = false;
        while (true)
        {
            var step = await applier.StepAsync(settings, trainer, ask, cancellation).ConfigureAwait(false);
            switch (step)
            {
                case { Plan: ApplyPlan.InSync }:
                    Console.Out.WriteLine($"{trainer.Name}  in sync: the trainer runs with these settings");
                    return ExitCode.Good;
                case { Plan: ApplyPlan.Hold(var why) }:
                    return Refusal.Say($"{trainer.Name} is held: {why}");
                case { Plan: { Waits: true } plan }:
                    return Refusal.Say($"{trainer.Name} is held: {PlanWords.Waits(plan)}", $"To apply it all the same: hs-trainer-agent apply --force {ShellText.Quote(trainer.Name)}");
                case { Plan: ApplyPlan.WaitForRun }:
                    if (!waiting)
                        Console.Out.WriteLine($"{trainer.Name}  waiting for the run in progress");
                    waiting = true;
                    // The file may have other settings after the wait than before it, and run.sh is never run for those that are no more.
                    if (TrainerChoice.Read(parsed, [trainer.Name]) is not { } newest)
                        return ExitCode.Refused;
                    (settings, trainer) = (newest.Settings, newest.Trainers[0]);
                    break;
                case { Result: { } result }:
                    // The daemon, which watches too, may have counted this run first, and then nobody here has told its end.
                    if (!Ends.Remove(trainer.Name))
                        Console.Out.WriteLine($"{trainer.Name}  {result.Failure ?? "applied"}");
                    if (!result.Applied && inUnit)
                        Console.Out.WriteLine($"{trainer.Name}  its output: journalctl -u {UnitNames.Trainer(trainer.Name)}");
                    return result.Applied ? ExitCode.Good : ExitCode.Errors;
            }
            await Task.Delay(step.Again, cancellation).ConfigureAwait(false);
        }
    }
}
