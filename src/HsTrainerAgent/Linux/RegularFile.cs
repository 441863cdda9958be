using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux;

/// <summary>Why a path could not be opened as a file to read.</summary>
internal enum FileProblem { None, Missing, Denied, Folder, NotRegular, TooLarge, Hidden, Unanswered, Failed }

/// <summary>What tells one state of a file's content from another without reading it, as far as the kernel's clock can.</summary>
/// <param name="Changed">Nanoseconds since 1970 of the last change of content or inode (ctime).</param>
internal readonly record struct FileStamp((uint Major, uint Minor) Volume, ulong Inode, ulong Size, Int128 Modified, Int128 Changed);

/// <summary>Opens somebody else's file to read it: never blocks on a FIFO, takes no lock, and refuses what is no regular file.</summary>
internal static class RegularFile
{
    /// <param name="follow">Where false, a symlink at the path is no regular file; those on the way to it are followed all the same.</param>
    /// <param name="text">For <see cref="FileProblem.Failed"/>, the system's own words.</param>
    /// <returns>Null unless the problem is <see cref="FileProblem.None"/>; the caller disposes it.</returns>
    public static SafeFileHandle? Open(string path, out FileProblem problem, out FileStamp stamp, out string? text, bool follow = true)
    {
        using var touch = Touch.At(path);
        // Looked at before it is opened, because opening a device may already do something; and again once open, because it may have been swapped.
        if (!Look(Libc.AT_FDCWD, UnixText.ToCString(path), follow ? 0 : Libc.AT_SYMLINK_NOFOLLOW, out problem, out stamp, out text))
            return null;
        var file = Libc.open(path, (follow ? 0 : Libc.O_NOFOLLOW) | Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY | Libc.O_CLOEXEC);
        if (file.IsInvalid)
            (problem, text) = Failure(Errno.Last);
        else if (Look((int)file.DangerousGetHandle(), "\0"u8, Libc.AT_EMPTY_PATH, out problem, out stamp, out text))
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>One system call: whether a regular file lies at the path, symlinks followed, without opening it; says nothing yet of permission.</summary>
    public static bool Look(string path, out FileProblem problem, out FileStamp stamp)
    {
        using var touch = Touch.At(path);
        return Look(Libc.AT_FDCWD, UnixText.ToCString(path), 0, out problem, out stamp, out _);
    }

    private static bool Look(int folder, ReadOnlySpan<byte> path, int flags, out FileProblem problem, out FileStamp stamp, out string? text)
    {
        (stamp, text) = (default, null);
        if (!FileFacts.TryRead(folder, path, flags, out var facts, out var error))
        {
            (problem, text) = Failure(error);
            return false;
        }
        problem = facts.Kind switch
        {
            InodeKind.File => FileProblem.None,
            InodeKind.Folder => FileProblem.Folder,
            _ => FileProblem.NotRegular,
        };
        stamp = new FileStamp(facts.Volume, facts.Inode, facts.Size, facts.Modified, facts.Changed);
        return problem == FileProblem.None;
    }

    private static (FileProblem Problem, string Text) Failure(Errno error) => (
        error.MeansMissing ? FileProblem.Missing
        : error == Errno.Access || error == Errno.NotPermitted ? FileProblem.Denied
        : FileProblem.Failed, error.Words);
}
