namespace HsTrainerAgent.Linux.Changing;

/// <summary>A change was not made; the message says why, and what to do where that helps.</summary>
internal sealed class RefusedException(string why) : Exception(why)
{
    /// <summary>What the kernel said to a change of a host's path.</summary>
    public static RefusedException Of(string path, string what, Errno error) => new($"{UnixText.Shown(path)}: {what}: {(what == "chcon" && error.Number == 22 ? $"{error}: the loaded policy does not know the type; on RHEL container-selinux brings it" : Words(error))}");

    private static string Words(Errno error) => error.Number switch
    {
        1 or 13 => $"{error}; not even root may here: an immutable file (lsattr), a security module or the unit's sandbox",
        30 => $"{error}: mount it read-write first",
        95 => $"{error}: the file system does not take that, or its mount decides it (context=)",
        _ => error.ToString(),
    };
}
