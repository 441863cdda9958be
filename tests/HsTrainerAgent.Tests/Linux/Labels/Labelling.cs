using System.Runtime.InteropServices;
using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux.Labels;

/// <summary>Sets real labels, which the kernel keeps for root also without SELinux.</summary>
internal static partial class Labelling
{
    public const string Right = "system_u:object_r:container_file_t:s0";

    public static string OfType(string type) => $"system_u:object_r:{type}:s0";

    public static void SkipUnlessPossible(string folder) =>
        Assert.SkipUnless(TrySet(UnixText.ToBytes(folder), Right), "security.selinux cannot be set here (needs root and a file system with xattrs)");

    public static void Set(string path, string context) => Assert.True(TrySet(UnixText.ToBytes(path), context), path);

    /// <summary>Everything below a folder, and itself, symlinks included.</summary>
    public static void SetAll(string folder, string context)
    {
        Set(folder, context);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
        {
            if (entry is DirectoryInfo { LinkTarget: null })
                SetAll(entry.FullName, context);
            else
                Set(entry.FullName, context);
        }
    }

    public static bool TrySet(byte[] path, string context)
    {
        var value = Encoding.UTF8.GetBytes(context + "\0");
        return LSetXattr([.. path, 0], "security.selinux", value, value.Length, 0) == 0;
    }

    [LibraryImport("libc", EntryPoint = "lsetxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int LSetXattr(byte[] path, string name, byte[] value, nint length, int flags);
}
