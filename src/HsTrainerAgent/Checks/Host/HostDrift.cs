using System.Net;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Checks.Host;

/// <summary>Desired × observed → findings about the host; pure.</summary>
internal static class HostDrift
{
    private const long Gigabyte = 1_000_000_000;

    public static Finding? Memory(long total, ThresholdSettings thresholds) => total >= thresholds.MemoryGb * Gigabyte ? null
        : HostKinds.Memory.Found("memory", $"at least {thresholds.MemoryGb} GB", $"{total / (double)Gigabyte:0.0} GB", ("desired", $"{thresholds.MemoryGb}GB"));

    public static Finding? Engine(IReadOnlyList<ContainerEngine> engines)
    {
        if (engines.Any(engine => !engine.FromSnap && engine.Version is not { IsTooOld: true }))
            return null;
        return HostKinds.ContainerEngine.Found("container engine",
            "Podman 3.3.1 or newer, or Docker 1.13 or newer, not from Snap",
            engines.Count == 0 ? "neither podman nor docker is installed" : string.Join(", ", engines.Select(engine => engine + (engine.FromSnap ? "" : ", too old"))));
    }

    public static Finding? Tmp(Mount mount) => !mount.Options.Contains("noexec") ? null
        : HostKinds.TmpNoexec.FoundWithFix("/tmp", "mounted with exec", $"noexec, on {mount}", $"mount -o remount,exec {ShellText.Quote(mount.Point)}");

    public static Finding? WithApplication(string url, IReadOnlyList<IPAddress> addresses, IReadOnlySet<IPAddress> own) =>
        addresses.FirstOrDefault(address => OwnAddresses.Contains(own, address)) is { } here
            ? HostKinds.WithApplication.Found(url, "an address of another machine", $"{here}, an address of this machine")
            : null;

    public static Finding? Clock(bool synchronised) => synchronised ? null
        : HostKinds.Clock.Found("clock", "synchronised", "not synchronised");
}
