using System.Net.Sockets;
using System.Text;
using HsTrainerAgent.Broker;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Broker;

/// <summary>The broker's side of a connection, over a real pair of sockets.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly Socket client;
    private readonly NetworkStream broker;

    public ConnectionTests()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("hs-broker").FullName, "s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        broker = new NetworkStream(listener.Accept(), ownsSocket: true);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    public void Dispose()
    {
        client.Dispose();
        broker.Dispose();
    }

    private Connection Connection => By(TimeProvider.System);

    /// <summary>By a clock that stands still, its patience never ends.</summary>
    private Connection Patient => By(new FakeTimeProvider());

    private Connection By(TimeProvider clock) => new(broker, broker, (int)broker.Socket.Handle, clock);

    [Fact]
    public async Task A_request_may_come_in_pieces()
    {
        var request = Patient.RequestAsync();
        foreach (var piece in new[] { "rest", "art 32", ".0.3\n" })
        {
            client.Send(Encoding.ASCII.GetBytes(piece));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(new BrokerRequest(RequestKind.Restart, "32.0.3"), await request);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task Too_many_bytes_are_none_and_are_not_waited_for(int bytes)
    {
        client.Send(Encoding.ASCII.GetBytes(new string('x', bytes)));

        Assert.Null(await Patient.RequestAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_not_waited_for_long() =>
        Assert.Null(await Connection.RequestAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_client_that_closes_only_its_writing_side_waits_for_its_answer()
    {
        client.Send("restart 32.0.3\n"u8);
        client.Shutdown(SocketShutdown.Send);
        var connection = Connection;
        Assert.NotNull(await connection.RequestAsync());
        var gone = connection.GoneAsync();
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.False(gone.IsCompleted);

        await connection.AnswerAsync(new BrokerAnswer(BrokerVerdict.Done, "x"));

        var answer = new byte[64];
        Assert.Equal("done x\n", Encoding.ASCII.GetString(answer, 0, client.Receive(answer)));
        client.Close();
        await gone.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_leaves_is_noticed_and_answering_it_is_no_fault()
    {
        client.Send("restart 32.0.3\n"u8);
        var connection = Connection;
        await connection.RequestAsync();
        var gone = connection.GoneAsync();
        Assert.False(gone.IsCompleted);
        client.Close();

        await gone.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await connection.AnswerAsync(new BrokerAnswer(BrokerVerdict.Done, "x"));
        await connection.AnswerAsync(new BrokerAnswer(BrokerVerdict.Done, "x"));
    }
}
