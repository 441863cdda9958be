namespace HsTrainerAgent.Linux;

/// <summary>Says where each of the host's paths lies, so that an image, a chroot or a fixture is looked at exactly like the running host.</summary>
internal sealed class HostPaths
{
    /// <param name="root">An absolute or relative folder; <c>/</c> is the running host.</param>
    public HostPaths(string root)
    {
        var full = Path.GetFullPath(root);
        Root = full.Length > 1 ? full.TrimEnd('/') : full;
    }

    public string Root { get; }

    public bool IsRunningHost => Root == "/";

    public string Settings => Below("/etc/hs-trainer-agent.json");

    /// <summary>The settings file with every key explained, where the package's documentation is installed.</summary>
    public string Example => Below("/usr/share/doc/hs-trainer-agent/examples/hs-trainer-agent.json");

    /// <summary>Applied records, one <c>NAME.json</c> a trainer, written by <c>start-trainer</c> and <c>adopt</c>.</summary>
    public string AppliedRecord(string trainer) => Follow($"/var/lib/hs-trainer/{trainer}.json");

    /// <summary>Who has paused the agent, until when and why, written by <c>pause</c>; no trainer's name begins with a dot.</summary>
    public string Pause => Follow("/var/lib/hs-trainer/.pause.json");

    /// <summary>What the agent has tried so far, one <c>NAME.json</c> a trainer, written by the daemon or <c>apply</c>.</summary>
    public string Attempts(string trainer) => Follow($"/var/lib/hs-trainer-agent/{trainer}.json");

    /// <summary>The run in progress or last done since boot, written by <c>start-trainer</c> and <c>adopt</c>.</summary>
    public string Run(string trainer) => Follow($"/run/hs-trainer/{trainer}.json");

    /// <summary>Why the last start-trainer did not start run.sh; gone once one does.</summary>
    public string Refusal(string trainer) => Follow($"/run/hs-trainer/{trainer}.refused");

    public string RunFolder => Follow("/run/hs-trainer");

    /// <summary>In a folder that only root enters: whoever can open a lock can hold it.</summary>
    public string RunLock(string trainer) => Follow($"/run/hs-trainer/lock/{trainer}");

    /// <summary>Beside them; no trainer's name begins with a dot.</summary>
    public string RepairLock(string trainer) => Follow($"/run/hs-trainer/lock/.repair-{trainer}");

    /// <summary>When the trainer was last repaired, and what was left undone.</summary>
    public string RepairReport(string trainer) => Follow($"/run/hs-trainer/{trainer}.repair");

    /// <summary>What apply.guard said when it was last asked.</summary>
    public string GuardAnswer(string trainer) => Follow($"/run/hs-trainer/{trainer}.guard");

    public string ApplyLock(string trainer) => Follow($"/var/lib/hs-trainer-agent/{trainer}.lock");

    /// <summary>What the daemon knows, rewritten by it all the time; in memory, so that it ends with the boot.</summary>
    public string Status => Follow("/run/hs-trainer-agent/status.json");

    public string DaemonLock => Follow("/var/lib/hs-trainer-agent/.daemon.lock");

    /// <summary>The path on this machine of a path as the host knows it; symlinks in it are not followed.</summary>
    public string Below(string hostPath) => IsRunningHost ? hostPath : hostPath == "/" ? Root : Root + hostPath;

    /// <summary>The host's own path of a path on this machine; one outside the root is kept and belongs to the machine.</summary>
    public string Named(string here) => !IsRunningHost && here.StartsWith(Root + "/", StringComparison.Ordinal) ? here[Root.Length..] : here;

    /// <summary>A path on this machine with the symlinks below the root resolved there; one outside the root is kept.</summary>
    public string Resolve(string here) => Named(here) is var named && named == here ? here : Follow(named);

    /// <summary>The machine that a path lies on: this host, or for one outside the root the running one.</summary>
    public HostPaths Owner(string here) => IsRunningHost || Named(here) != here ? this : new HostPaths("/");

    /// <summary>The path on this machine with every symlink resolved below the root, as in a chroot; what does not exist is kept as written.</summary>
    public string Follow(string hostPath) => IsRunningHost ? hostPath : new PathWalk(Root).To(hostPath).Here;
}
