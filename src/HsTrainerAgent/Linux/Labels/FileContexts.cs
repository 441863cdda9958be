using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>What a policy says of a folder.</summary>
/// <param name="Itself">Its type; null where the policy leaves the path alone (<c>&lt;&lt;none&gt;&gt;</c>, or no rule at all).</param>
/// <param name="Content">Likewise that of a file in it.</param>
internal sealed record PolicyTypes(string? Itself, string? Content);

/// <summary>
/// What a policy's file contexts say of folders, as restorecon would read them (selabel_file(5)). Each is asked for once until one of the files changes,
/// because loading them takes several megabytes for a moment.
/// </summary>
internal static class FileContexts
{
    // What the library reads; where a compiled form is there, that one.
    private static readonly string[] Suffixes = ["", ".bin", ".homedirs", ".homedirs.bin", ".local", ".local.bin", ".subs", ".subs_dist"];

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, PolicyTypes> Known = [];
    private static string knownOf = "";

    /// <param name="file">On this machine, as in <c>/etc/selinux/targeted/contexts/files/file_contexts</c>.</param>
    /// <param name="folder">The host's own path, free of symlinks.</param>
    /// <returns>Null when the files cannot be loaded.</returns>
    public static PolicyTypes? Of(string file, string folder, out Errno error)
    {
        lock (Gate)
        {
            var now = string.Concat(Suffixes.Select(suffix => RegularFile.Look(file + suffix, out _, out var stamp) ? $"{file}{suffix} {stamp}\n" : ""));
            if (knownOf != now)
                Known.Clear();
            knownOf = now;
            error = Errno.None;
            return Known.GetValueOrDefault(folder) ?? Load(file, folder, out error);
        }
    }

    private static unsafe PolicyTypes? Load(string file, string folder, out Errno error)
    {
        nint handle;
        fixed (byte* name = UnixText.ToCString(file))
        {
            var option = new Libselinux.Option { Type = Libselinux.SELABEL_OPT_PATH, Value = name };
            handle = Libselinux.selabel_open(Libselinux.SELABEL_CTX_FILE, &option, 1);
        }
        error = handle == 0 ? Errno.Last : Errno.None;
        if (handle == 0)
            return null;
        var itself = TypeOf(handle, folder, Libselinux.S_IFDIR, out error);
        var content = error == Errno.None ? TypeOf(handle, folder + "/file", Libselinux.S_IFREG, out error) : null;
        Libselinux.selabel_close(handle);
        _ = Libselinux.malloc_trim(0);
        return error == Errno.None ? Known[folder] = new PolicyTypes(itself, content) : null;
    }

    private static unsafe string? TypeOf(nint handle, string path, int kind, out Errno error)
    {
        byte* context = null;
        fixed (byte* name = UnixText.ToCString(path))
            error = Libselinux.selabel_lookup_raw(handle, &context, name, kind) == 0 ? Errno.None : Errno.Last;
        if (context == null)
        {
            error = error == Errno.NoEntry ? Errno.None : error;
            return null;
        }
        var type = Label.Parse(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(context))?.Type;
        Libselinux.freecon(context);
        return type;
    }
}
