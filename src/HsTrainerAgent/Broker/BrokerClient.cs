using System.Net.Sockets;

namespace HsTrainerAgent.Broker;

/// <summary>Asks the broker for one thing and waits for its answer; leaving early leaves what was started alone.</summary>
internal sealed class BrokerClient(string socketPath, TimeProvider clock)
{
    public const string SocketPath = "/run/hs-trainer-agent-broker.sock";

    /// <summary>Requests of one process at once: the socket takes 16 connections, of operators too, and closes any more without an answer.</summary>
    public const int Most = 12;

    private static readonly SemaphoreSlim Room = new(Most);

    /// <param name="deadline">For the answer, which comes when the unit's job has ended; counted from when there is room for one more request.</param>
    public async Task<BrokerAnswer> AskAsync(BrokerRequest request, TimeSpan deadline, CancellationToken cancellation)
    {
        await Room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await AskNowAsync(request, deadline, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Room.Release();
        }
    }

    private async Task<BrokerAnswer> AskNowAsync(BrokerRequest request, TimeSpan deadline, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new BrokerAnswer(BrokerVerdict.Refused, $"the broker cannot be asked ({socketPath} takes no connection): systemctl status hs-trainer-agent-broker.socket");
        }
        catch (SocketException fault)
        {
            return new BrokerAnswer(BrokerVerdict.Refused, $"the broker cannot be asked ({socketPath}: {Words(fault)}): systemctl start hs-trainer-agent-broker.socket");
        }
        try
        {
            await socket.SendAsync(request.Line, either.Token).ConfigureAwait(false);
            return BrokerAnswer.Parse(await ReadAsync(socket, either.Token).ConfigureAwait(false));
        }
        catch (SocketException)
        {
            return BrokerAnswer.Parse([]);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new BrokerAnswer(BrokerVerdict.Lost, $"no answer from the broker within {deadline.TotalMinutes:0.#} min");
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[BrokerAnswer.Longest];
        var length = 0;
        while (length < buffer.Length && await socket.ReceiveAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            length += read;
        return buffer[..length];
    }

    private static string Words(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable => "it does not exist",
        SocketError.ConnectionRefused => "nobody listens",
        SocketError.AccessDenied => "only root and the group hs-trainer-agent may",
        _ => fault.Message,
    };
}
