using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Labels;

/// <summary>The labelling interface of the system's libselinux (selabel_open(3)), bound when it is first used; not every host has it.</summary>
internal static unsafe partial class Libselinux
{
    private const string Library = "libselinux.so.1";

    public const uint SELABEL_CTX_FILE = 0;
    public const int SELABEL_OPT_PATH = 3;
    public const int S_IFDIR = 0x4000, S_IFREG = 0x8000;

    private const int SELINUX_CB_LOG = 0;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(Library, out _) && Silence());

    public static bool IsThere => Found.Value;

    public const string Missing = Library + " cannot be loaded";

    /// <summary>struct selinux_opt.</summary>
    public struct Option
    {
        public int Type;
        public byte* Value;
    }

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint selabel_open(uint backend, Option* options, uint count);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int selabel_lookup_raw(nint handle, byte** context, byte* path, int mode);

    [LibraryImport(Library)]
    internal static partial void selabel_close(nint handle);

    [LibraryImport(Library)]
    internal static partial void freecon(byte* context);

    /// <summary>Gives back to the kernel what the library has freed: glibc keeps up to 11 MB of it otherwise.</summary>
    [LibraryImport("libc")]
    internal static partial int malloc_trim(nuint pad);

    [LibraryImport(Library)]
    private static partial void selinux_set_callback(int type, delegate* unmanaged[Cdecl]<int, byte*, int> callback);

    private static bool Silence()
    {
        selinux_set_callback(SELINUX_CB_LOG, &Swallow);
        return true;
    }

    // By default it prints to standard error, for example when the compiled file_contexts is another version's. It passes its text variadically: the calling
    // conventions of x86-64 and arm64 hand over the two named arguments as to any function, and the caller clears the others away.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Swallow(int type, byte* format) => 0;
}
