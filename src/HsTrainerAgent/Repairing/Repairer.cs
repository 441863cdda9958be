using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Repairing;

/// <summary>What was seen of a trainer, and the plan for it.</summary>
/// <param name="Unseen">What could not be looked at, or null.</param>
internal sealed record RepairView(RepairPlan Plan, string? Unseen)
{
    /// <summary>The findings that keep the trainer from being repaired: errors, and what should have been healed.</summary>
    public IEnumerable<Finding> Wrong =>
        Plan.Remedies.Select(remedy => remedy.Heals).Concat(Plan.Left.Select(left => left.Finding).Where(finding => finding.Severity == Severity.Error));
}

/// <summary>Looks at one trainer and takes the documented steps, each with a deadline.</summary>
/// <param name="checks">All there are; storage and selinux are asked.</param>
internal sealed class Repairer(HostPaths host, AgentSettings settings, TrainerSettings trainer, IReadOnlyList<ICheck> checks, TimeProvider clock)
{
    /// <summary>A large database folder on a slow disk; together they stay below the unit's hour.</summary>
    private static readonly TimeSpan LookDeadline = TimeSpan.FromMinutes(5), StepDeadline = TimeSpan.FromMinutes(40);

    private readonly CheckRunner runner = new(host, clock, LookDeadline, onDemand: true);
    private readonly BoundedLook steps = new(clock, StepDeadline);
    private readonly StepExecution execution = new(host, settings, trainer);

    public static bool IsLabelled(HostPaths host) => Inode.Of(host.Follow("/sys/fs/selinux/enforce"), out _) is not null;

    public async Task<RepairView> LookAsync(CancellationToken cancellation)
    {
        var (findings, unseen) = (new List<Finding>(), new List<string>());
        foreach (var check in checks.Where(check => check.Name is "storage" or "selinux"))
        {
            var outcome = await runner.RunAsync(check, settings, trainer, cancellation).ConfigureAwait(false);
            findings.AddRange(outcome.Findings);
            if (outcome.Status != CheckStatus.NotApplicable && outcome.Reason is { } reason)
                unseen.Add($"{check.Name}: {reason}");
        }
        return new RepairView(RepairPlan.For(trainer, findings, IsLabelled(host)), unseen.Count == 0 ? null : string.Join("; ", unseen));
    }

    /// <summary>Why a remedy would be refused, or null; changes nothing.</summary>
    public async Task<string?> ObjectionAsync(Remedy remedy, CancellationToken cancellation)
    {
        try
        {
            return await steps.AtAsync(remedy.Steps[0].Path, () => execution.Objection(remedy.Steps[0]), cancellation).ConfigureAwait(false);
        }
        catch (IOException hangs)
        {
            return hangs.Message;
        }
    }

    public async Task<StepResult> TakeAsync(RepairStep step, string code, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var goesOn = over.Token;
            return await steps.AtAsync(step.Path, () => execution.Take(step, code, goesOn), cancellation).ConfigureAwait(false);
        }
        catch (IOException hangs)
        {
            // What answers again after all changes nothing more.
            await over.CancelAsync().ConfigureAwait(false);
            return new StepResult(hangs.Message, Done: false);
        }
    }
}
