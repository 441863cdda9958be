using System.Globalization;
using System.Text;
using HsTrainerAgent.Applying;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Hosting.Telling;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Cli;

/// <summary>One trainer's repair: look, take the steps, look again; each of them printed and told to the journal.</summary>
internal sealed class RepairRun(HostPaths host, AgentSettings settings, TrainerSettings trainer, Repairer repairer, RepairText text, TimeProvider clock)
{
    private const UnixFileMode ReportMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private const int LongestReport = 256 * 1024;

    /// <summary>For a run of run.sh to end, which reads .env.</summary>
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Teller journal = RepairTelling.ToJournal(settings, clock);
    private readonly List<string> failures = [];

    /// <summary>The report of the repair before.</summary>
    private string earlier = "";

    /// <summary>Prints what would be run; whether nothing would be left wrong.</summary>
    public async Task<bool> ShowAsync(CancellationToken cancellation)
    {
        var seen = await repairer.LookAsync(cancellation).ConfigureAwait(false);
        var refused = false;
        foreach (var remedy in seen.Plan.Remedies)
        {
            text.Head(trainer.Name, remedy);
            // Only root can tell: others may not enter all that root may.
            if (Libc.geteuid() == 0 && await repairer.ObjectionAsync(remedy, cancellation).ConfigureAwait(false) is { } why)
            {
                text.Comment($"would not be done: {why}");
                refused = true;
                continue;
            }
            foreach (var step in remedy.Steps)
                text.Command(step);
        }
        ShowRest(seen);
        return !refused && seen.Unseen is null && seen.Wrong.Count() == seen.Plan.Remedies.Count;
    }

    /// <summary>Whether nothing is wrong any more.</summary>
    public async Task<bool> CarryOutAsync(CancellationToken cancellation)
    {
        FileLock? turn;
        try
        {
            turn = FileLock.TryTake(host.RepairLock(trainer.Name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Refusal.Say($"{trainer.Name} is not repaired: {fault.Message}");
            return false;
        }
        using (turn)
        {
            if (turn is not null)
                return await InTurnAsync(cancellation).ConfigureAwait(false);
            Refusal.Say($"{trainer.Name} is just being repaired by process {FileLock.HolderOf(host.RepairLock(trainer.Name))?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}");
            return false;
        }
    }

    private async Task<bool> InTurnAsync(CancellationToken cancellation)
    {
        earlier = UnixText.FromBytes(WholeFile.Read(host.RepairReport(trainer.Name), LongestReport).Bytes);
        var seen = await repairer.LookAsync(cancellation).ConfigureAwait(false);
        foreach (var remedy in seen.Plan.Remedies)
            await CarryAsync(remedy, cancellation).ConfigureAwait(false);
        if (seen.Plan.Remedies.Count > 0)
            seen = await repairer.LookAsync(cancellation).ConfigureAwait(false);
        var said = failures.Count;
        foreach (var still in seen.Plan.Remedies)
        {
            failures.Add($"{still.Heals.Code} {still.Heals.Subject}: {still.Heals.Observed}; should be: {still.Heals.Desired}");
            text.Blank();
            text.Comment($"{trainer.Name}: still wrong: {failures[^1]}");
        }
        ShowRest(seen, silent: said > 0 || failures.Count > 0);
        var wrong = seen.Wrong.Any() || seen.Unseen is not null || failures.Count > 0;
        if (failures.Count == 0 && wrong)
            failures.Add(seen.Unseen ?? "what is left has no step in the article: " + string.Join(", ", seen.Wrong.Select(finding => finding.Code)));
        // Its unit prints nothing else.
        if (wrong && Journal.IsOwnError && !WasTold(failures[^1]))
            Refusal.Say(settings.Application.Token.Scrub($"{trainer.Name}: {string.Join("; ", failures)}"));
        Report();
        return !wrong;
    }

    private async Task CarryAsync(Remedy remedy, CancellationToken cancellation)
    {
        text.Head(trainer.Name, remedy);
        using var pause = remedy.IsOfEnvironment ? await BetweenRunsAsync(cancellation).ConfigureAwait(false) : null;
        foreach (var step in remedy.Steps)
        {
            text.Command(step);
            var result = remedy.IsOfEnvironment && RunIsOnItsWay
                ? new StepResult("run.sh is on its way and reads the file; repair again when it has ended", Done: false)
                : await repairer.TakeAsync(step, remedy.Heals.Code, cancellation).ConfigureAwait(false);
            result = result with { Text = settings.Application.Token.Scrub(result.Text) };
            text.Result(result);
            if (host.IsRunningHost && (result.Done || !WasTold(result.Text)))
                journal.Tell(trainer.Name, remedy.Heals, step, result);
            if (result.Done)
                continue;
            failures.Add($"{remedy.Heals.Code}: {result.Text}");
            // The next step of a remedy builds on this one; other remedies do not.
            return;
        }
        if (remedy.IsOfEnvironment)
            text.Comment($"a running trainer sees it only after: hs-trainer-agent apply --force {trainer.Name}");
    }

    private bool RunIsOnItsWay => TrainerRun.Of(host, trainer.Name) is { InProgress: true };

    /// <summary>Waits for a run of run.sh to end and keeps the next one from beginning; one that has become the trainer itself holds the lock and reads .env no more.</summary>
    private async Task<FileLock?> BetweenRunsAsync(CancellationToken cancellation)
    {
        if (RunIsOnItsWay)
            text.Comment("waiting for run.sh, which is on its way");
        for (var since = clock.GetTimestamp(); RunIsOnItsWay && clock.GetElapsedTime(since) < RunPatience;)
            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
        try
        {
            return FileLock.TryTake(host.RunLock(trainer.Name));
        }
        catch (IOException)
        {
            // Then nobody can start a run either.
            return null;
        }
    }

    /// <summary>By the unit, which tries again and again, a reason is told once.</summary>
    private bool WasTold(string reason) => Journal.IsOwnError && earlier.Contains(reason, StringComparison.Ordinal);

    private void ShowRest(RepairView seen, bool silent = false)
    {
        foreach (var left in seen.Plan.Left)
            text.Left(trainer.Name, left);
        if (seen.Unseen is not null)
        {
            text.Blank();
            text.Comment($"{trainer.Name}: could not look: {seen.Unseen}");
        }
        if (silent || seen.Plan.Remedies.Count > 0 || seen.Plan.Left.Count > 0 || seen.Unseen is not null)
            return;
        text.Blank();
        text.Comment($"{trainer.Name}: as the article has it");
    }

    /// <summary>For the daemon, and for whoever asks when that was.</summary>
    private void Report()
    {
        var report = $"{clock.GetUtcNow():O}\n{settings.Application.Token.Scrub(string.Join("; ", failures).ReplaceLineEndings(" "))}\n";
        try
        {
            AtomicFile.WriteFleeting(host.RepairReport(trainer.Name), Encoding.UTF8.GetBytes(report), ReportMode);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Refusal.Say($"what was repaired cannot be noted: {fault.Message}");
        }
    }
}
