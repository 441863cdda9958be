using System.Net;
using System.Net.Sockets;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Connects to the first address that answers: each gets a short start before the next one is tried beside it (RFC 8305), so that a dead address costs no deadline.</summary>
internal static class Dialling
{
    private static readonly TimeSpan Start = TimeSpan.FromMilliseconds(250);

    /// <exception cref="FaultException">No address took the connection; tells of each why.</exception>
    public static async Task<Socket> ConnectAsync(IPAddress[] addresses, int port, TimeSpan deadline, TimeProvider clock, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(deadline, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var waiting = new Queue<IPAddress>(addresses);
        var dialling = new Dictionary<Task<Socket>, IPEndPoint>();
        var failures = new List<string>();
        try
        {
            while (waiting.Count + dialling.Count > 0)
            {
                if (waiting.TryDequeue(out var address))
                {
                    var end = new IPEndPoint(address, port);
                    dialling.Add(DialAsync(end, enough.Token), end);
                }
                Task[] events = waiting.Count > 0 ? [.. dialling.Keys, Task.Delay(Start, clock, enough.Token)] : [.. dialling.Keys];
                if (await Task.WhenAny(events).ConfigureAwait(false) is not Task<Socket> done || !dialling.Remove(done, out var tried))
                    continue;
                if (done.IsCompletedSuccessfully)
                    return await done.ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                failures.Add($"{tried}: {Why(done, deadline)}");
            }
        }
        finally
        {
            await enough.CancelAsync().ConfigureAwait(false);
            foreach (var loser in dialling.Keys)
                _ = loser.ContinueWith(static task => Forget(task), TaskScheduler.Default);
        }
        throw new FaultException(FaultKind.Connect, string.Join("; ", failures));
    }

    private static async Task<Socket> DialAsync(IPEndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Forget(Task<Socket> loser)
    {
        if (loser.IsCompletedSuccessfully)
            loser.Result.Dispose();
        _ = loser.Exception;
    }

    private static string Why(Task<Socket> failed, TimeSpan deadline) => failed.Exception?.InnerException switch
    {
        null => $"no answer within {deadline.TotalSeconds:0.#} s",
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable } own =>
            throw new FaultException(FaultKind.OwnLimit, $"no socket to connect with: {own.Message}", own),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "no answer",
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => "no route to it",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this host does not permit the connection (its firewall or sandbox)",
        var other => other.Message,
    };
}
