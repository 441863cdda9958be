using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>A method call of the bus itself or of process 1; all arguments of the calls made here are strings.</summary>
internal sealed record BusCall(string Destination, string Path, string Interface, string Member, params string[] Arguments)
{
    public const string Bus = "org.freedesktop.DBus", Systemd = "org.freedesktop.systemd1";
    public const string Properties = "org.freedesktop.DBus.Properties", ManagerInterface = "org.freedesktop.systemd1.Manager";
    public const string ManagerPath = "/org/freedesktop/systemd1";

    public static BusCall OfBus(string member, params string[] arguments) => new(Bus, "/org/freedesktop/DBus", Bus, member, arguments);

    public static BusCall OfManager(string member, params string[] arguments) => new(Systemd, ManagerPath, ManagerInterface, member, arguments);

    public static BusCall OfProperties(string path, string member, params string[] arguments) => new(Systemd, path, Properties, member, arguments);

    /// <summary>The object that a unit is on the bus; process 1 loads the unit when its object is asked.</summary>
    public static unsafe string UnitPath(string unit)
    {
        byte* path;
        var result = Libsystemd.sd_bus_path_encode(ManagerPath + "/unit", unit, &path);
        if (result < 0)
            throw new BusException($"{unit}: {new Errno(-result)}");
        var text = Marshal.PtrToStringUTF8((nint)path)!;
        NativeMemory.Free(path);
        return text;
    }
}
