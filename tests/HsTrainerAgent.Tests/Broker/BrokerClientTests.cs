using System.Net.Sockets;
using System.Text;
using HsTrainerAgent.Broker;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Broker;

/// <summary>The client against real sockets.</summary>
public sealed class BrokerClientTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hs-broker").FullName;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private string Path => System.IO.Path.Combine(folder, "broker.sock");

    public void Dispose()
    {
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(BrokerAnswer Answer, string Asked)> AskAsync(string? answer)
    {
        var (clock, deadline) = (new FakeTimeProvider(), TimeSpan.FromMinutes(1));
        var stop = TestContext.Current.CancellationToken;
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        var asking = new BrokerClient(Path, clock).AskAsync(new BrokerRequest(RequestKind.Restart, "32.0.3"), deadline, stop);
        using var peer = await listener.AcceptAsync(stop);
        var buffer = new byte[100];
        var length = await peer.ReceiveAsync(buffer, stop);
        if (answer is null)
        {
            clock.Advance(deadline);
        }
        else
        {
            await peer.SendAsync(Encoding.UTF8.GetBytes(answer), stop);
            peer.Close();
        }
        return (await asking, Encoding.UTF8.GetString(buffer, 0, length));
    }

    [Fact]
    public async Task It_sends_its_line_and_reads_the_answer()
    {
        var (answer, asked) = await AskAsync("done 0123\n");

        Assert.Equal("restart 32.0.3\n", asked);
        Assert.Equal(new BrokerAnswer(BrokerVerdict.Done, "0123"), answer);
    }

    [Fact]
    public async Task A_broker_that_goes_away_leaves_the_result_unknown() =>
        Assert.Equal(BrokerVerdict.Lost, (await AskAsync("")).Answer.Verdict);

    [Fact]
    public async Task A_broker_that_never_answers_leaves_the_result_unknown_too() =>
        Assert.Equal(BrokerVerdict.Lost, (await AskAsync(null)).Answer.Verdict);

    [Fact]
    public async Task More_requests_than_the_socket_takes_wait_for_their_turn()
    {
        var stop = TestContext.Current.CancellationToken;
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen(100);
        var client = new BrokerClient(Path, TimeProvider.System);
        var asking = Enumerable.Range(0, 40).Select(_ => client.AskAsync(new BrokerRequest(RequestKind.Restart, "32.0.3"), TimeSpan.FromSeconds(30), stop)).ToList();
        var (open, most) = (new Queue<Socket>(), 0);
        for (var taken = 0; taken < asking.Count; taken++)
        {
            // As many as come are taken before one is answered.
            while (listener.Poll(TimeSpan.FromMilliseconds(open.Count == 0 ? 60_000 : 100), SelectMode.SelectRead))
                open.Enqueue(await listener.AcceptAsync(stop));
            most = Math.Max(most, open.Count);
            using var peer = open.Dequeue();
            // What is closed with its request unread takes the answer along.
            await peer.ReceiveAsync(new byte[BrokerRequest.Longest], stop);
            await peer.SendAsync("done 0123\n"u8.ToArray(), stop);
        }
        Assert.All(await Task.WhenAll(asking), answer => Assert.Equal(BrokerVerdict.Done, answer.Verdict));
        Assert.InRange(most, 2, BrokerClient.Most);
    }

    [Fact]
    public async Task Without_a_socket_it_is_refused_with_the_cure()
    {
        var answer = await new BrokerClient(Path, TimeProvider.System)
            .AskAsync(new BrokerRequest(RequestKind.Restart, "32.0.3"), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(new BrokerAnswer(BrokerVerdict.Refused, $"the broker cannot be asked ({Path}: it does not exist): systemctl start hs-trainer-agent-broker.socket"), answer);
    }

    [Fact]
    public async Task A_socket_at_which_nobody_listens_is_refused_too()
    {
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        var answer = await new BrokerClient(Path, TimeProvider.System)
            .AskAsync(new BrokerRequest(RequestKind.Restart, "32.0.3"), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(new BrokerAnswer(BrokerVerdict.Refused, $"the broker cannot be asked ({Path}: nobody listens): systemctl start hs-trainer-agent-broker.socket"), answer);
    }
}
