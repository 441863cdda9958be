using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Linux.Changing;

/// <summary>Replaces a file in a folder that is held open, whole or not at all, with its owner, mode, label and access list; or makes a new one.</summary>
internal static unsafe class FileRewrite
{
    private const int NewMode = 0b110_100_100;

    /// <param name="old">What it replaces; null makes a file that must not be there yet.</param>
    /// <param name="copy">The name under which the old file is kept, in place of what has the name; null when it is not.</param>
    /// <exception cref="RefusedException">The old content stands.</exception>
    public static void Write(HeldInode folder, string name, HeldInode? old, ReadOnlySpan<byte> content, string? copy)
    {
        var (temporary, aside) = ($".{name}.{Environment.ProcessId}.new", $".{name}.{Environment.ProcessId}.old");
        Unlink(folder, temporary);
        Unlink(folder, aside);
        try
        {
            using (var file = Made(folder, temporary))
                Fill(folder, file, old, content);
            if (old is null)
                Do(folder, name, "make", Link(folder, temporary, name));
            else
            {
                if (copy is not null)
                {
                    // The old file itself, with all that is its own, under a second name first: at no time is there none.
                    Do(folder, copy, "keep", Link(folder, name, aside));
                    using (var kept = folder.Child(aside, out _))
                    {
                        if (kept is null || !kept.IsSame(old.Facts))
                            throw new RefusedException($"{UnixText.Shown(old.Path)} was replaced while it was looked at");
                    }
                    Do(folder, copy, "keep", Rename(folder, aside, copy));
                }
                Do(folder, name, "replace", Rename(folder, temporary, name));
            }
            using var listed = folder.OpenToRead(Libc.O_DIRECTORY);
            _ = Libc.fsync(listed);
        }
        finally
        {
            Unlink(folder, temporary);
            Unlink(folder, aside);
        }
    }

    private static SafeFileHandle Made(HeldInode folder, string name)
    {
        fixed (byte* entry = UnixText.ToCString(name))
        {
            var file = new SafeFileHandle(Libc.openat(folder.File, entry, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, 0b110_000_000), ownsHandle: true);
            return !file.IsInvalid ? file : throw RefusedException.Of(HeldInode.Join(folder.Path, name), "make", Errno.Last);
        }
    }

    private static void Fill(HeldInode folder, SafeFileHandle file, HeldInode? old, ReadOnlySpan<byte> content)
    {
        try
        {
            RandomAccess.Write(file, content, 0);
        }
        catch (IOException full)
        {
            throw new RefusedException($"{UnixText.Shown(folder.Path)}: write: {full.Message}");
        }
        var facts = old?.Facts;
        // The mode last: chown takes set-id bits away.
        if ((facts is { } its && Libc.fchown(file, (int)its.Owner, (int)its.Group) != 0) || Libc.fchmod(file, facts is null ? NewMode : old!.Mode) != 0)
            throw RefusedException.Of(folder.Path, "owner and mode of a new file", Errno.Last);
        if (old is not null)
        {
            foreach (var attribute in (ReadOnlySpan<string>)["security.selinux\0", "system.posix_acl_access\0"])
                Keep(attribute, old, file);
        }
        if (Libc.fsync(file) != 0)
            throw RefusedException.Of(folder.Path, "write", Errno.Last);
    }

    // Without them it is a file like any other in this folder.
    private static void Keep(string attribute, HeldInode old, SafeFileHandle file)
    {
        var name = System.Text.Encoding.ASCII.GetBytes(attribute);
        var value = old.Attribute(name, out _);
        if (value.Length == 0)
            return;
        fixed (byte* path = UnixText.ToCString($"/proc/self/fd/{file.DangerousGetHandle()}"), its = name, content = value)
            _ = Libc.setxattr(path, its, content, value.Length, 0);
    }

    private static int Link(HeldInode folder, string from, string to)
    {
        fixed (byte* old = UnixText.ToCString(from), made = UnixText.ToCString(to))
            return Libc.linkat(folder.File, old, folder.File, made, 0);
    }

    private static int Rename(HeldInode folder, string from, string to)
    {
        fixed (byte* old = UnixText.ToCString(from), made = UnixText.ToCString(to))
            return Libc.renameat(folder.File, old, folder.File, made);
    }

    private static void Do(HeldInode folder, string name, string what, int result)
    {
        if (result != 0)
            throw RefusedException.Of(HeldInode.Join(folder.Path, name), what, Errno.Last);
    }

    private static void Unlink(HeldInode folder, string name)
    {
        fixed (byte* entry = UnixText.ToCString(name))
            _ = Libc.unlinkat(folder.File, entry, 0);
    }
}
