using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Looks whether SELinux is enabled, and enforcing, now and after the next boot.</summary>
internal static class Enforcement
{
    private const string File = "/sys/fs/selinux/enforce";

    /// <summary>Whether labels matter on this host; if not, or if that cannot be told, it says so.</summary>
    public static bool Look(HostPaths host, SelinuxPolicy policy, Look look)
    {
        var here = host.Follow(File);
        if (Inode.Of(here, out var error) is null)
        {
            if (error.MeansMissing)
                look.NotApplicable($"SELinux is disabled: there is no {File}");
            else
                look.CouldNotLook($"{File}: {error}");
            return false;
        }
        var mode = WholeFile.Read(here, 64);
        if (mode.Wrong is { } why)
            look.CouldNotLook($"{File} {why}");
        else
            look.Found(Judge(isPermissive: mode.Bytes.AsSpan().Trim(" \n"u8).SequenceEqual("0"u8), policy.Mode));
        return true;
    }

    /// <param name="next">The mode of the next boot, or null.</param>
    private static IEnumerable<Finding> Judge(bool isPermissive, string? next)
    {
        const string persist = $"sed -i 's/^SELINUX=.*/SELINUX=enforcing/' {SelinuxPolicy.Config}";
        if (isPermissive)
            yield return SeLinuxKinds.Permissive.FoundWithFix(File, "enforcing",
                next switch { null => "permissive", "enforcing" => "permissive, but enforcing from the next boot on", _ => $"permissive, and {next} from the next boot on" },
                next is null or "enforcing" ? SeLinuxKinds.Permissive.FixTemplate : $"{SeLinuxKinds.Permissive.FixTemplate} && {persist}");
        else if (next is "permissive" or "disabled")
            yield return SeLinuxKinds.Permissive.FoundWithFix(SelinuxPolicy.Config, "SELINUX=enforcing", $"enforcing, but {next} from the next boot on", persist);
    }
}
