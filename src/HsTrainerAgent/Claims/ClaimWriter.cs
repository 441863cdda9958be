using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;
using Microsoft.Win32.SafeHandles;

namespace HsTrainerAgent.Claims;

/// <summary>Leaves this machine's claim beside a trainer's data: on a local file system only, through nobody's symlink, and within seconds or not at all.</summary>
internal static class ClaimWriter
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_101, FileMode = (UnixFileMode)0b110_100_100;

    /// <returns>Why none was left although claims are wanted, or null.</returns>
    public static async Task<string?> LeaveAsync(HostPaths host, AgentSettings settings, TrainerSettings trainer, TimeProvider clock, CancellationToken cancellation)
    {
        if (!settings.Claims)
            return null;
        if (MachineId.Of(host, out var why) is not { } machine)
            return why;
        var name = await HostName.OfAsync(host, Deadline, cancellation).ConfigureAwait(false);
        var claim = new Claim(machine, name, trainer.Version, clock.GetUtcNow(), ThisMachine.BootOf(host), ThisBuild.Version);
        try
        {
            return await new BoundedLook(clock, Deadline).AtAsync(trainer.Path, () => Leave(host, trainer.Path, claim), cancellation).ConfigureAwait(false);
        }
        catch (UnansweredException silent)
        {
            return $"{trainer.Path} {UnansweredException.Words(silent.Since)}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static string? Leave(HostPaths host, string hsPath, Claim claim)
    {
        var walk = HostMounts.Read(host).Walk;
        var place = walk.To(hsPath);
        if (place.WhyNotLooked() is { } unseen)
            return unseen;
        if (place.Inode is not { Kind: InodeKind.Folder })
            return $"{hsPath} is {place.Inode?.What ?? "missing"}";
        // Whoever may write HS_PATH itself can at most put something else in the place of the folder, which is refused below.
        if (Path.GetDirectoryName(place.Real) is { } above && WriteAccess.OpenToOthers(host, above, out var unknown) is var open && (open is not null || unknown is not null))
            return open is null ? unknown : $"{open.Place} {open.How}";
        var hostPath = ClaimFolder.Of(place.Real);
        var there = walk.To(hostPath);
        if (there.WhyNotLooked() is { } untouched)
            return untouched;
        if (there.Real != hostPath)
            return $"{hostPath} is a symbolic link";
        if (there.Inode is { Kind: not InodeKind.Folder } other)
            return $"{hostPath} is {other.What}";

        // From here on by open folders, so that nothing can be swapped on the way.
        using var path = Opened(place.Here);
        try
        {
            return LeaveBelow(path, hostPath, claim);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It names the file by the number of the open folder.
            throw new IOException($"{hostPath}: {fault.Message.Split(" : '")[0]}", fault);
        }
    }

    private static string? LeaveBelow(SafeFileHandle path, string hostPath, Claim claim)
    {
        Directory.CreateDirectory(Below(path, ClaimFolder.Name), FolderMode);
        using var folder = Opened(Below(path, ClaimFolder.Name));
        if (Inode.OfOpen((int)folder.DangerousGetHandle(), out var error) is not { } inode)
            return $"{hostPath}: {error}";
        if (ClaimFolder.WhyForeign(inode) is { } foreign)
            return $"{hostPath} {foreign}";
        File.SetUnixFileMode(folder, FolderMode);
        AtomicFile.Write(Below(folder, claim.FileName), claim.ToJson(), FileMode);
        return null;
    }

    private static string Below(SafeFileHandle folder, string name) => $"/proc/self/fd/{folder.DangerousGetHandle()}/{name}";

    private static SafeFileHandle Opened(string folder)
    {
        var open = Libc.open(folder, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC);
        return !open.IsInvalid ? open : throw new IOException($"cannot be opened as a folder: {Errno.Last.Words}");
    }
}
