using HsTrainerAgent.Article;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Repairing;

/// <summary>The documented steps for what was found of one trainer's storage and labels, as data: making it touches nothing.</summary>
/// <param name="Remedies">Folders first, <c>.env</c> last.</param>
/// <param name="Left">What has no documented step, or must not be healed unseen.</param>
internal sealed record RepairPlan(IReadOnlyList<Remedy> Remedies, IReadOnlyList<LeftFinding> Left)
{
    private const string PathMissing = "storage.path-missing", NotEmpty = "storage.env-not-empty", ApplicationVariable = "storage.env-application-variable";

    private const string NotDocumented = "the article has no step for it";

    /// <param name="labelled">Whether SELinux is enabled, so that a folder that is made is labelled too.</param>
    public static RepairPlan For(TrainerSettings trainer, IReadOnlyCollection<Finding> findings, bool labelled)
    {
        var layout = Layout.For(trainer.Version, trainer.Path, out _);
        var (remedies, left) = (new List<Remedy>(), new List<LeftFinding>());
        foreach (var finding in findings)
        {
            if (Why(finding, findings, layout) is { } why)
                left.Add(new LeftFinding(finding, why));
            else if (finding.Code != ApplicationVariable)
                remedies.Add(new Remedy(finding, [.. Steps(finding, layout!, labelled)]));
        }
        return new RepairPlan([.. remedies.Where(remedy => !remedy.IsOfEnvironment), .. remedies.Where(remedy => remedy.IsOfEnvironment)], left);
    }

    /// <summary>Why a finding is left, or null.</summary>
    private static string? Why(Finding finding, IReadOnlyCollection<Finding> findings, Layout? layout) => finding.Code switch
    {
        PathMissing => "whether HS_PATH is a volume that is not mounted, only the operator knows; make the folder or mount the volume, then repair again",
        "storage.media-missing" or "selinux.database-missing" when findings.Any(other => other.Code == PathMissing) => "HS_PATH itself is missing",
        "selinux.database-missing" when layout is { DatabaseIsMade: false } => "the article has no mkdir for it: the trainer's first start makes it",
        "storage.media-missing" or "selinux.database-missing" or "storage.env-missing" when !finding.Observed.StartsWith("missing", StringComparison.Ordinal) =>
            $"{finding.Observed} has its name: look at what it is first",
        // Emptying the file for the default path, a copy kept, takes these along.
        ApplicationVariable => findings.Any(other => other.Code == NotEmpty) ? null : "its value belongs into the application's .env; note it first",
        "storage.media-missing" or "storage.media-owner" or "selinux.media-label" or "selinux.database-missing" or "selinux.database-label" =>
            layout is null ? NotDocumented : null,
        "storage.env-missing" or NotEmpty or "storage.env-path" or "storage.env-tls" => null,
        _ => NotDocumented,
    };

    private static IEnumerable<RepairStep> Steps(Finding finding, Layout layout, bool labelled)
    {
        switch (finding.Code)
        {
            case "storage.media-missing":
                yield return Of(RepairAct.MakeFolder, layout.MediaPath, Made(finding));
                yield return Of(RepairAct.ChangeOwner, layout.MediaPath, Made(finding));
                if (labelled)
                    yield return Of(RepairAct.Label, layout.MediaPath, Made(finding));
                break;
            case "storage.media-owner":
                yield return Of(RepairAct.ChangeOwner, layout.MediaPath);
                break;
            case "selinux.media-label":
                yield return Of(RepairAct.Label, layout.MediaPath);
                break;
            case "selinux.database-missing":
                yield return Of(RepairAct.MakeFolder, layout.DatabasePath, Made(finding));
                yield return Of(RepairAct.LabelAll, layout.DatabasePath, Made(finding));
                break;
            case "selinux.database-label":
                // The finding names the folder without symlinks: chcon -R does not follow one that it is given.
                yield return new RepairStep(RepairAct.LabelAll, layout.DatabasePath, finding.Fix);
                break;
            default:
                yield return new RepairStep(RepairAct.Environment, finding.Subject, finding.Fix);
                break;
        }
    }

    /// <summary>The folder to be made in a shell's words, when a symlink leads to it: mkdir -p makes nothing where there is a symlink.</summary>
    private static string? Made(Finding finding)
    {
        const string Mkdir = "mkdir -p ";
        var end = finding.Fix.IndexOf(" && ", StringComparison.Ordinal);
        return finding.Observed != "missing" && end > 0 && finding.Fix.StartsWith(Mkdir, StringComparison.Ordinal) ? finding.Fix[Mkdir.Length..end] : null;
    }

    // As the article has them.
    private static RepairStep Of(RepairAct act, string path, string? words = null) => new(act, path, act switch
    {
        RepairAct.MakeFolder => "mkdir -p ",
        RepairAct.ChangeOwner => $"chown {Layout.MediaOwner} ",
        RepairAct.Label => $"chcon -t {Layout.ContainerType} ",
        _ => $"chcon -R -t {Layout.ContainerType} ",
    } + (words ?? ShellText.Quote(path)));
}
