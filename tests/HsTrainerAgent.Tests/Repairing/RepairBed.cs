using System.Diagnostics;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Checks;
using HsTrainerAgent.Tests.Linux.Labels;

namespace HsTrainerAgent.Tests.Repairing;

/// <summary>A trainer host that is repaired for real, in a temporary folder. Needs root.</summary>
internal sealed class RepairBed : IDisposable
{
    public RepairBed(string path = "/mnt/hs", TlsSettings? tls = null)
    {
        Assert.SkipUnless(TrainerHost.IsRoot, "owners and labels can be set by root alone");
        (Path, Tls) = (path, tls ?? new());
    }

    public TrainerHost Host { get; } = new();

    public string Path { get; }

    public TlsSettings Tls { get; }

    public void WithSeLinux()
    {
        Labelling.SkipUnlessPossible(Host.Root);
        Host.Write("/sys/fs/selinux/enforce", "1");
        Labelling.SetAll(Host.File("/mnt/hs"), Labelling.Right);
    }

    public RepairView Look() => Repairer.LookAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    /// <summary>Takes each step of the plan as <c>repair</c> does; a line a step.</summary>
    public IReadOnlyList<string> Repair()
    {
        var lines = new List<string>();
        foreach (var remedy in Look().Plan.Remedies)
        {
            foreach (var step in remedy.Steps)
            {
                var result = Repairer.TakeAsync(step, remedy.Heals.Code, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
                lines.Add($"{step.Command}: {(result.Done ? "done" : "not done")}: {result.Text}");
                if (!result.Done)
                    break;
            }
        }
        return lines;
    }

    /// <summary>Runs the plan's commands in bash, as an operator would paste them; chcon is a stand-in, which the real one refuses to be without SELinux.</summary>
    public void Paste()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setfattr"), "setfattr(1) of the package attr is not installed");
        var chcon = System.IO.Path.Combine(Host.Root, "chcon");
        Demo.Executable.Write(chcon, """
            #!/bin/bash
            all=; [ "$1" = -R ] && { all=1; shift; }
            type=$2 path=$3
            # With -R it does not follow a symlink that it is given.
            [ "$all" ] || path=$(realpath "$path")
            one() {
              IFS=: read -r user role _ level < <(getfattr -h --only-values -n security.selinux "$1" | tr -d '\0'; echo)
              setfattr -h -n security.selinux -v "$user:$role:$type${level:+:$level}" "$1"
            }
            if [ "$all" ]; then find "$path" -print0 | while IFS= read -r -d '' each; do one "$each"; done; else one "$path"; fi

            """);
        foreach (var step in Look().Plan.Remedies.SelectMany(remedy => remedy.Steps))
            Host.Run($"umask 022; PATH={Host.Root}:$PATH; {step.Command}");
        File.Delete(chcon);
    }

    /// <summary>Everything below HS_PATH's and the bundle's folders: kind, mode, owner, label, content.</summary>
    public string Seen()
    {
        const string each = """
            cd "$0"; export LC_ALL=C
            find mnt opt app -print0 2>/dev/null | sort -z | while IFS= read -r -d '' f; do
              printf '%s %s' "$f" "$(stat -c '%F %a %u:%g' "$f")"
              printf ' %s' "$(getfattr -h --only-values -n security.selinux "$f" 2>/dev/null | tr -d '\0')"
              [ -f "$f" ] && [ ! -L "$f" ] && printf ' %s' "$(od -An -c "$f" | tr -d '\n')"
              echo
            done
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", each, Host.Root]) { RedirectStandardOutput = true })!;
        return bash.StandardOutput.ReadToEnd();
    }

    public string Owner(string hostPath) => Inode.Of(Host.File(hostPath), out _)!.Ownership;

    public void Dispose() => Host.Dispose();

    private AgentSettings Settings => new()
    {
        Application = new ApplicationSettings { Url = "https://abcd123.internal", Token = new Secret("t0ken"), Tls = Tls },
        Trainers = [new TrainerSettings { Name = "32.0.3", Bundle = TrainerHost.Bundle, Version = "32.0.3", Path = Path }],
        Thresholds = new() { SpacePercent = 101, InodesPercent = 101 },
    };

    private Repairer Repairer => field ??= new(new HostPaths(Host.Root), Settings, Settings.Trainers[0], CheckSet.Known, TimeProvider.System);
}
