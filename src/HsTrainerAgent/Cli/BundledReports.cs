using System.CommandLine;
using HsTrainerAgent.Bundling;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Cli;

/// <summary>What <c>status</c> and <c>check</c> say, as parts of a bundle; each check is run once.</summary>
internal sealed class BundledReports(ParseResult parsed, Scene scene) : IDisposable
{
    private static readonly Screen Plain = new(Colour: false, Symbols: true, Width: null);

    private readonly SystemBus? bus = Composition.Bus(scene.Host, parsed.SettingsFile(), scene.Clock);
    private readonly TaskCompletionSource<CheckReport> checks = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<Part> Parts =>
    [
        Part.Of("status.txt", "the same for people", Status),
        new("check.json", "all checks, run once for this bundle", (part, cancellation) => WithChecksAsync(part, run: true, Json, cancellation)) { Limit = 1 << 20 },
        new("check.txt", "the same for people", (part, cancellation) => WithChecksAsync(part, run: false, Text, cancellation)) { Limit = 1 << 20 },
    ];

    public void Dispose() => bus?.Dispose();

    private void Status(PartWriter part)
    {
        if (StatusFile.Read(scene.Host.Status, out var problem) is not { } report)
        {
            part.CouldNotLook(problem == FileProblem.None ? "the daemon's report is damaged" : "there is no report of the daemon: it does not run");
            return;
        }
        if (!DaemonProcess.Runs(scene.Host, report.Agent))
            part.CouldNotLook("the daemon does not run; this is its last report");
        using var text = new StringWriter();
        new StatusText(text, Plain, scene.Clock.GetUtcNow()).Write(report);
        part.Write(text.ToString());
    }

    private async Task WithChecksAsync(PartWriter part, bool run, Action<PartWriter, CheckReport> write, CancellationToken cancellation)
    {
        if (scene.Settings is null)
        {
            part.CouldNotLook("without settings that can be used nothing is checked: see settings.txt");
            return;
        }
        // Without it the first use of TLS or of a digest would abort the whole process.
        if (!OpenSsl.IsThere)
        {
            part.CouldNotLook(OpenSsl.Missing);
            return;
        }
        if (run)
            checks.TrySetResult(await CheckAsync(cancellation).ConfigureAwait(false));
        write(part, await checks.Task.WaitAsync(cancellation).ConfigureAwait(false));
    }

    private async Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        var (at, runner) = (scene.Clock.GetUtcNow(), Composition.CheckRunner(scene.Host, scene.Clock));
        var looks = CheckSelection.Of(CheckSet.For(parsed.SettingsFile(), bus), scene.Trainers, [], [])
            .Select(look => runner.RunAsync(look.Check, scene.Settings!, look.Trainer, cancellation)).ToList();
        var outcomes = await Task.WhenAll(looks).ConfigureAwait(false);
        return new CheckReport(await HostName.OfAsync(scene.Host, Composition.CheckDeadline, cancellation).ConfigureAwait(false), at, outcomes);
    }

    private static void Json(PartWriter part, CheckReport report)
    {
        using var json = new MemoryStream();
        CheckJson.Write(json, report);
        part.Write(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    private static void Text(PartWriter part, CheckReport report)
    {
        using var text = new StringWriter();
        var writer = new CheckText(text, Plain, report.Outcomes.Select(outcome => outcome.Check.Length).DefaultIfEmpty().Max(), report.Outcomes.Select(outcome => outcome.Trainer?.Length ?? 0).DefaultIfEmpty().Max());
        foreach (var outcome in report.Outcomes)
            writer.Write(outcome);
        writer.WriteSummary(report);
        part.Write(text.ToString());
    }
}
