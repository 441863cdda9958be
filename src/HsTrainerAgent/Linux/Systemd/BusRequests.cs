namespace HsTrainerAgent.Linux.Systemd;

/// <summary>The requests of one connection: those that are sent and wait for their reply, and those whose turn has not come.</summary>
/// <param name="send">Gives the cookie that the reply will carry; a <see cref="BusException"/> fails the request.</param>
internal sealed class BusRequests(TimeProvider clock, Func<BusCall, ulong> send)
{
    // dbus-daemon allows 128 calls without a reply.
    private const int MostSent = 32;

    private readonly Queue<(BusRequest Request, long Since)> waiting = [];
    private readonly Dictionary<ulong, (BusRequest Request, long Since)> sent = [];

    public bool Any => sent.Count + waiting.Count > 0;

    /// <summary>How long until the patience of one ends; null when there is none.</summary>
    public TimeSpan? Patience => sent.Values.Concat(waiting).Min(asked => (TimeSpan?)Left(asked));

    public void Add(BusRequest request)
    {
        waiting.Enqueue((request, clock.GetTimestamp()));
        SendMore();
    }

    /// <summary>Takes the request that was sent with the cookie; null when nobody waits for the reply any more.</summary>
    public BusRequest? Take(ulong cookie)
    {
        var request = sent.Remove(cookie, out var asked) ? asked.Request : null;
        SendMore();
        return request;
    }

    /// <summary>Fails those whose patience has ended.</summary>
    public void Expire()
    {
        foreach (var (cookie, asked) in sent.Where(one => Left(one.Value) <= TimeSpan.Zero).ToList())
        {
            sent.Remove(cookie);
            GiveUp(asked.Request);
        }
        while (waiting.TryPeek(out var next) && Left(next) <= TimeSpan.Zero)
            GiveUp(waiting.Dequeue().Request);
        SendMore();
    }

    public void FailAll(string why)
    {
        foreach (var (request, _) in sent.Values.Concat(waiting))
            request.Fail(why);
        sent.Clear();
        waiting.Clear();
    }

    private void SendMore()
    {
        while (sent.Count < MostSent && waiting.TryDequeue(out var next))
        {
            try
            {
                sent.Add(send(next.Request.Call), next);
            }
            catch (BusException fault)
            {
                next.Request.Fail(fault.Message);
            }
        }
    }

    private TimeSpan Left((BusRequest Request, long Since) asked) => asked.Request.Patience - clock.GetElapsedTime(asked.Since);

    private static void GiveUp(BusRequest request) =>
        request.Fail($"no answer to {request.Call.Member} from {request.Call.Destination} within {request.Patience.TotalSeconds} s");
}
