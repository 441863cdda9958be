namespace HsTrainerAgent.Checks.Host;

/// <summary>What can be wrong with the host itself.</summary>
internal static class HostKinds
{
    private const string Requirements = "Infrastructure Requirements (Production)";

    public static readonly FindingKind Memory = new("host.memory", Severity.Warning,
        "The host has less memory than the trainer requires",
        "# Give the machine at least {desired} of memory; what it has now: free -h",
        Requirements,
        """
        The vendor requires at least 64 GB for a trainer (thresholds.memoryGb), on a machine of its own. With less, training jobs are killed by the kernel or
        fail after hours. Sizes are in GB of 1,000,000,000 bytes, so that a machine of 64 GiB, of which the kernel keeps some for itself, is large enough.
        """);

    public static readonly FindingKind ContainerEngine = new("host.container-engine", Severity.Error,
        "There is no container engine that the trainer can run in",
        "# Install Podman 3.3.1 or newer on RHEL (dnf install podman), Docker 1.13 or newer elsewhere (19.03 for GPU trainers), not from Snap",
        Requirements,
        """
        run.sh starts the trainer in containers. It needs Podman 3.3.1 or newer (RHEL 8.4 and newer) or Docker 1.13 or newer, as podman, docker or docker-latest. Docker from
        Snap is not supported from v30: its confinement keeps it from the folders of HS_PATH. A version that cannot be told is not held against an engine.
        """);

    public static readonly FindingKind TmpNoexec = new("host.tmp-noexec", Severity.Warning,
        "/tmp forbids to run programs",
        "mount -o remount,exec /tmp",
        "Not the article's: seen on hosts of operators",
        """
        /tmp is mounted with noexec. run.sh and what it starts may unpack and run programs there, and then fail with "Permission denied". The command lasts until the
        next boot; take noexec out of /etc/fstab or the options of tmp.mount for good.
        """);

    public static readonly FindingKind WithApplication = new("host.with-application", Severity.Warning,
        "The trainer shares its machine with the application",
        "# Move the trainer to a machine of its own, or correct application.url",
        "Introduction: a separate VM",
        """
        application.url leads to an address of this very machine. The vendor recommends against a trainer on the application's machine: training takes all processors for
        hours, and the application slows down.
        """);

    public static readonly FindingKind Clock = new("host.clock", Severity.Warning,
        "The clock is not synchronised",
        "timedatectl set-ntp true",
        "Not the article's: certificates and tokens are judged by the clock",
        """
        The kernel has not been told by a time service (chronyd, ntpd, systemd-timesyncd) that its clock is in step. A clock that drifts makes good certificates look
        expired and log entries impossible to compare. The command switches on the time service that is installed; `timedatectl timesync-status` or
        `chronyc tracking` tells more. A time source that does not tell the kernel, such as some guest tools, is not seen.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [Memory, ContainerEngine, TmpNoexec, WithApplication, Clock];
}
