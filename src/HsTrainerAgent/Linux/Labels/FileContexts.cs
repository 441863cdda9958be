using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>
/// What a policy's file contexts say of paths, as restorecon would read them (selabel_file(5)): each question is asked once until one of the files changes,
/// because loading them takes several megabytes.
/// </summary>
internal static class FileContexts
{
    // What the library reads: those with a stem also in a compiled form.
    private static readonly string[] Suffixes =
        ["", ".bin", ".homedirs", ".homedirs.bin", ".local", ".local.bin", ".subs", ".subs_dist"];

    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Path, bool IsFolder), string?> Known = [];
    private static string? knownOf;
    private static FileStamp[] knownAt = [];

    /// <summary>The type of each path, null where the policy leaves the path alone (<c>&lt;&lt;none&gt;&gt;</c>); null without more when the file cannot be loaded.</summary>
    /// <param name="file">On this machine, as in <c>/etc/selinux/targeted/contexts/files/file_contexts</c>.</param>
    /// <param name="asked">The host's own paths, free of symlinks.</param>
    public static IReadOnlyList<string?>? TypesOf(string file, IReadOnlyList<(string Path, bool IsFolder)> asked, out Errno error)
    {
        lock (Gate)
        {
            var stamps = Array.ConvertAll(Suffixes, suffix => RegularFile.Look(file + suffix, out _, out var stamp) ? stamp : default);
            if (knownOf != file || !stamps.AsSpan().SequenceEqual(knownAt))
                Known.Clear();
            (knownOf, knownAt) = (file, stamps);
            error = Errno.None;
            return asked.All(Known.ContainsKey) || Load(file, asked, out error) ? [.. asked.Select(one => Known[one])] : null;
        }
    }

    private static unsafe bool Load(string file, IReadOnlyList<(string Path, bool IsFolder)> asked, out Errno error)
    {
        nint handle;
        fixed (byte* name = UnixText.ToCString(file))
        {
            var option = new Libselinux.Option { Type = Libselinux.SELABEL_OPT_PATH, Value = name };
            handle = Libselinux.selabel_open(Libselinux.SELABEL_CTX_FILE, &option, 1);
        }
        if (handle == 0)
        {
            error = Errno.Last;
            return false;
        }
        error = Errno.None;
        foreach (var one in asked)
        {
            if (TryLookUp(handle, one.Path, one.IsFolder, out var type, out error))
                Known[one] = type;
            else
                break;
        }
        Libselinux.selabel_close(handle);
        _ = Libselinux.malloc_trim(0);
        return error == Errno.None;
    }

    private static unsafe bool TryLookUp(nint handle, string path, bool isFolder, out string? type, out Errno error)
    {
        byte* context = null;
        (type, error) = (null, Errno.None);
        fixed (byte* name = UnixText.ToCString(path))
        {
            if (Libselinux.selabel_lookup_raw(handle, &context, name, isFolder ? Libselinux.S_IFDIR : Libselinux.S_IFREG) != 0)
            {
                var failed = Errno.Last;
                error = failed == Errno.NoEntry ? Errno.None : failed;
                return failed == Errno.NoEntry;
            }
        }
        type = Label.Parse(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(context))?.Type;
        Libselinux.freecon(context);
        return true;
    }
}
