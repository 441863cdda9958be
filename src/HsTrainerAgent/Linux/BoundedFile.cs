using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>Reads a small regular file whole, and nothing else: no FIFO or device that would block, no file that would fill the memory.</summary>
internal static class BoundedFile
{
    public const string MayNotBeRead = "may not be read";
    public const string Missing = "does not exist";

    /// <summary>The content, or null and what is wrong, in words that follow the path and a colon.</summary>
    /// <param name="largest">In bytes.</param>
    public static byte[]? Read(string path, int largest, out string? wrong)
    {
        try
        {
            if (Directory.Exists(path))
                return Nothing("is a folder, not a file", out wrong);
            // Not blocking: an open of a FIFO would otherwise wait for a writer.
            using var handle = new SafeFileHandle(Libc.open(path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_CLOEXEC), ownsHandle: true);
            if (handle.IsInvalid)
                return Nothing(Because(Marshal.GetLastPInvokeError()), out wrong);
            using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (!file.CanSeek)
                return Nothing("is not a regular file", out wrong);
            if (file.Length > largest)
                return Nothing($"is larger than {largest / 1024} KiB", out wrong);
            var content = new byte[largest + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > largest)
                return Nothing($"is larger than {largest / 1024} KiB", out wrong);
            wrong = null;
            return content[..length];
        }
        catch (IOException fault)
        {
            return Nothing("cannot be read: " + fault.Message, out wrong);
        }
    }

    private static string Because(int errno) => errno switch
    {
        Libc.ENOENT or Libc.ENOTDIR => Missing,
        Libc.EACCES or Libc.EPERM => MayNotBeRead,
        _ => "cannot be read: " + new Win32Exception(errno).Message,
    };

    private static byte[]? Nothing(string why, out string? wrong)
    {
        wrong = why;
        return null;
    }
}
