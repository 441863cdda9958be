using System.Diagnostics;

namespace HsTrainerAgent.Linux.Systemd;

/// <summary>One connection to the system bus, for one thread at a time: sends calls, brings their replies, hands out signals.</summary>
internal sealed unsafe class BusConnection
{
    private readonly nint bus;
    private readonly BusRequests requests;
    private BusException? broken;

    /// <exception cref="BusException">There is no bus, or it refuses.</exception>
    public BusConnection(TimeProvider clock)
    {
        nint opened;
        var result = Libsystemd.sd_bus_open_system(&opened);
        if (result < 0)
            throw new BusException($"the system bus cannot be opened: {new Errno(-result)}");
        bus = opened;
        requests = new(clock, Send);
    }

    /// <summary>A reply is still to come.</summary>
    public bool IsBusy => requests.Any;

    public int File => Libsystemd.sd_bus_get_fd(bus);

    /// <summary>Those of poll(2) to wait for.</summary>
    public int Events => Libsystemd.sd_bus_get_events(bus);

    /// <summary>How long it may rest when its file stays silent; null is for ever.</summary>
    public TimeSpan? Rest
    {
        get
        {
            ulong end;
            if (Libsystemd.sd_bus_get_timeout(bus, &end) <= 0 || end == ulong.MaxValue)
                return requests.Patience;
            var rest = TimeSpan.FromMicroseconds(end) - Stopwatch.GetElapsedTime(0);
            return requests.Patience < rest ? requests.Patience : rest;
        }
    }

    public void Ask(BusRequest request) => requests.Add(request);

    /// <summary>Makes the next <see cref="Step"/> fail, because the connection is of no use as it is.</summary>
    public void Break(BusException why) => broken ??= why;

    /// <summary>Reads or writes a message; false when there is nothing to do until the file has an event.</summary>
    /// <exception cref="BusException">The connection is lost.</exception>
    public bool Step(Action<BusMessage> signal)
    {
        if (broken is not null)
            throw broken;
        nint received = 0;
        var result = Libsystemd.sd_bus_process(bus, &received);
        if (result < 0)
            throw new BusException($"the system bus was lost: {new Errno(-result)}");
        if (received == 0)
            return result > 0;
        try
        {
            var message = new BusMessage(received);
            if (message.IsSignal)
                signal(message);
            else if (message.IsReply)
                Answer(requests.Take(message.ReplyCookie), message);
            return true;
        }
        finally
        {
            Libsystemd.sd_bus_message_unref(received);
        }
    }

    /// <summary>Fails the requests whose patience has ended.</summary>
    public void Expire() => requests.Expire();

    /// <summary>Fails all requests; nothing may be asked after it.</summary>
    public void Close(string why)
    {
        Libsystemd.sd_bus_close(bus);
        Libsystemd.sd_bus_unref(bus);
        requests.FailAll(why);
    }

    private static void Answer(BusRequest? request, BusMessage reply)
    {
        if (reply.Error is { } error)
        {
            request?.Fail(error.Message, error.Error);
            return;
        }
        try
        {
            request?.Answered(reply);
        }
        catch (BusException fault)
        {
            request!.Fail(fault.Message);
        }
    }

    private ulong Send(BusCall call)
    {
        nint message = 0;
        ulong cookie;
        try
        {
            Check(Libsystemd.sd_bus_message_new_method_call(bus, &message, call.Destination, call.Path, call.Interface, call.Member));
            foreach (var argument in call.Arguments)
                Check(Libsystemd.sd_bus_message_append_basic(message, (byte)'s', argument));
            Check(Libsystemd.sd_bus_send(bus, message, &cookie));
            return cookie;
        }
        finally
        {
            Libsystemd.sd_bus_message_unref(message);
        }

        static void Check(int result)
        {
            if (result < 0)
                throw new BusException($"the call cannot be sent: {new Errno(-result)}");
        }
    }
}
