using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Claims;

/// <summary>Where the claims on an HS_PATH lie, and who may have put them there.</summary>
internal static class ClaimFolder
{
    public const string Name = ".hs-trainer-agent";

    /// <param name="hsPath">Without a slash at its end, unless it is nothing else.</param>
    public static string Of(string hsPath) => hsPath.TrimEnd('/') + "/" + Name;

    /// <summary>Why what lies there is none of root's, in words that follow the path; null when it is.</summary>
    public static string? WhyForeign(Inode inode)
    {
        const int group = 0x10, others = 0x2;
        return inode.Kind != InodeKind.Folder ? $"is {inode.What}"
            : inode.Owner != 0 && inode.Owner != Libc.geteuid() ? $"belongs to user {inode.Owner}"
            : (inode.Permissions & (group | others)) != 0 ? $"can be written by others (mode {inode.Mode})"
            : null;
    }
}
