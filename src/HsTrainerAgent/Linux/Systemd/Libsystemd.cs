using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The calls of sd-bus(3) that are used here, all in systemd 239 and none variadic; below zero they give an errno. Bound at the first call.</summary>
internal static unsafe partial class Libsystemd
{
    private const string Library = "libsystemd.so.0";

    /// <summary>Whether the library is on this host.</summary>
    public static bool IsThere => Found.Value;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(Library, out _));

    /// <summary>The first two fields of sd_bus_error(3); the library keeps the struct.</summary>
    public readonly struct Error
    {
        public readonly byte* Name, Message;
    }

    [LibraryImport(Library)]
    internal static partial int sd_bus_open_system(nint* bus);

    [LibraryImport(Library)]
    internal static partial void sd_bus_close(nint bus);

    [LibraryImport(Library)]
    internal static partial nint sd_bus_unref(nint bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_get_fd(nint bus);

    [LibraryImport(Library)]
    internal static partial int sd_bus_get_events(nint bus);

    /// <param name="microseconds">Of CLOCK_MONOTONIC; all bits set for never.</param>
    [LibraryImport(Library)]
    internal static partial int sd_bus_get_timeout(nint bus, ulong* microseconds);

    /// <param name="message">A message that the library has no use for: with no callbacks given to it, every reply and signal.</param>
    [LibraryImport(Library)]
    internal static partial int sd_bus_process(nint bus, nint* message);

    [LibraryImport(Library)]
    internal static partial int sd_bus_send(nint bus, nint message, ulong* cookie);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_path_encode(string prefix, string name, byte** path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_new_method_call(
        nint bus, nint* message, string destination, string path, string @interface, string member);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_append_basic(nint message, byte type, string value);

    [LibraryImport(Library)]
    internal static partial nint sd_bus_message_unref(nint message);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_get_type(nint message, byte* type);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_get_reply_cookie(nint message, ulong* cookie);

    [LibraryImport(Library)]
    internal static partial Error* sd_bus_message_get_error(nint message);

    [LibraryImport(Library)]
    internal static partial byte* sd_bus_message_get_sender(nint message);

    [LibraryImport(Library)]
    internal static partial byte* sd_bus_message_get_path(nint message);

    [LibraryImport(Library)]
    internal static partial byte* sd_bus_message_get_interface(nint message);

    [LibraryImport(Library)]
    internal static partial byte* sd_bus_message_get_member(nint message);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_read_basic(nint message, byte type, void* value);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_read_array(nint message, byte type, void** items, nuint* bytes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_enter_container(nint message, byte type, string contents);

    [LibraryImport(Library)]
    internal static partial int sd_bus_message_exit_container(nint message);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_bus_message_skip(nint message, string types);
}
