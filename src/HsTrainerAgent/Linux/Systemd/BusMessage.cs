using System.Runtime.InteropServices;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>A message from the bus, read from front to back, on the bus's thread; type codes are those of the D-Bus specification.</summary>
internal readonly unsafe ref struct BusMessage(nint message)
{
    private const byte MethodReturn = 2, MethodError = 3, SignalType = 4;

    public bool IsReply => Type is MethodReturn or MethodError;

    public bool IsSignal => Type == SignalType;

    /// <summary>Of the call that this is the reply to.</summary>
    public ulong ReplyCookie
    {
        get
        {
            ulong cookie;
            Check(Libsystemd.sd_bus_message_get_reply_cookie(message, &cookie));
            return cookie;
        }
    }

    /// <summary>The unique name of the sender, as the bus put it there; the bus itself is <c>org.freedesktop.DBus</c>.</summary>
    public string? Sender => Text(Libsystemd.sd_bus_message_get_sender(message));

    public string? Path => Text(Libsystemd.sd_bus_message_get_path(message));

    public string? Interface => Text(Libsystemd.sd_bus_message_get_interface(message));

    public string? Member => Text(Libsystemd.sd_bus_message_get_member(message));

    /// <summary>The error that a reply is, or null.</summary>
    public BusException? Error
    {
        get
        {
            if (Type != MethodError)
                return null;
            var error = Libsystemd.sd_bus_message_get_error(message);
            var name = Text(error->Name);
            return new BusException(Text(error->Message) is { Length: > 0 } words ? words : name ?? "an error without a name", name);
        }
    }

    /// <param name="type"><c>s</c> or <c>o</c>.</param>
    public string ReadText(char type = 's')
    {
        byte* text;
        Check(Libsystemd.sd_bus_message_read_basic(message, (byte)type, &text));
        return Text(text)!;
    }

    /// <param name="type"><c>i</c>, <c>u</c> or <c>b</c>: 32 bits each.</param>
    public int ReadNumber(char type)
    {
        int number;
        Check(Libsystemd.sd_bus_message_read_basic(message, (byte)type, &number));
        return number;
    }

    /// <summary>The bytes as hex digits.</summary>
    public string ReadHex()
    {
        void* items;
        nuint length;
        Check(Libsystemd.sd_bus_message_read_array(message, (byte)'y', &items, &length));
        return Convert.ToHexStringLower(new ReadOnlySpan<byte>(items, (int)length));
    }

    /// <summary>Goes into an array, struct, variant or dictionary entry (<c>a r v e</c>) of these contents; false at the end of the array around it.</summary>
    public bool Enter(char type, string contents) => Check(Libsystemd.sd_bus_message_enter_container(message, (byte)type, contents)) > 0;

    public void Exit() => Check(Libsystemd.sd_bus_message_exit_container(message));

    public void Skip(string types) => Check(Libsystemd.sd_bus_message_skip(message, types));

    private byte Type
    {
        get
        {
            byte type;
            Check(Libsystemd.sd_bus_message_get_type(message, &type));
            return type;
        }
    }

    // The library's strings end with the message.
    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    private static int Check(int result) => result >= 0 ? result : throw new BusException($"a message cannot be read: {new Errno(-result)}");
}
