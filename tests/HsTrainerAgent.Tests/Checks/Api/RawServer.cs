using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HsTrainerAgent.Tests.Checks.Api;

/// <summary>A listener below HTTP and TLS: does with each connection what it is told, and counts them.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;

    public RawServer(Func<NetworkStream, CancellationToken, Task> converse)
    {
        listener.Start();
        accepting = AcceptAsync(converse);
    }

    public int Connections { get; private set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"http://localhost:{Port}";

    public static RawServer Silent() => new((_, end) => Task.Delay(Timeout.Infinite, end));

    public static RawServer Resetting() => new(async (stream, end) =>
    {
        await stream.Socket.ReceiveAsync(new byte[1], end);
        stream.Socket.LingerState = new LingerOption(true, 0);
        stream.Socket.Dispose();
    });

    public static RawServer Answering(string text) => new(async (stream, end) =>
    {
        var request = new byte[4096];
        await stream.Socket.ReceiveAsync(request, end);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), end);
        stream.Socket.Shutdown(SocketShutdown.Send);
        await stream.Socket.ReceiveAsync(request, end);
    });

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> converse)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                Connections++;
                _ = ServeAsync(client, converse);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> converse)
    {
        using (client)
        {
            try
            {
                await converse(client.GetStream(), end.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Dispose();
        end.Dispose();
    }
}
