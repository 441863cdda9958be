using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Claims;

/// <summary>What tells this machine's own claims from those of others, also from those of a copy of it that kept its machine id.</summary>
/// <param name="Boot">Empty where it is not known, as for an image.</param>
/// <param name="Since">When that boot began.</param>
internal sealed record ThisMachine(string Id, string Name, string Boot, DateTimeOffset Since)
{
    public static ThisMachine? Of(HostPaths host, TimeProvider clock, out string? why) =>
        MachineId.Of(host, out why) is { } id ? new(id, Environment.MachineName, BootOf(host), clock.GetUtcNow() - TimeSpan.FromMilliseconds(Environment.TickCount64)) : null;

    public static string BootOf(HostPaths host) => host.IsRunningHost ? Linux.Boot.Id.Split(':')[0] : "";

    public bool IsOwn(Claim claim) => claim.Machine == Id && !IsOfCopy(claim);

    /// <summary>
    /// Written under this id by another machine: with another name, and since this one booted but in another boot. A machine that was
    /// only renamed or restarted has left it in this boot, or before.
    /// </summary>
    public bool IsOfCopy(Claim claim) =>
        claim.Machine == Id && claim.Host != Name && Boot.Length > 0 && claim.Boot.Length > 0 && claim.Boot != Boot && claim.At > Since;
}
