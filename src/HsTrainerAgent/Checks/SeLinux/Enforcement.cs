using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.SeLinux;

/// <summary>Looks whether SELinux is enabled, and enforcing.</summary>
internal static class Enforcement
{
    private const string File = "/sys/fs/selinux/enforce";

    /// <summary>Whether labels matter on this host; if not, or if that cannot be told, it says so.</summary>
    public static bool Look(HostPaths host, Look look)
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
        if (SmallFile.Read(here, 64, out var why) is not { } mode)
            look.CouldNotLook($"{File}: {why}");
        else if (mode.AsSpan().Trim(" \n"u8).SequenceEqual("0"u8))
            look.Found(SeLinuxKinds.Permissive.Found(File, "enforcing", "permissive"));
        return true;
    }
}
