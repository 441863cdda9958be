using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Checks.Api;

public sealed class BrokenConnectionTests : Asking
{
    /// <summary>Short for the phase that is meant and long for the others, which take their time on a busy machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_name_that_does_not_exist_is_told()
    {
        var finding = await FindingAsync("api.name", Settings("https://no-such-host.invalid"));

        Assert.Equal("a name with an address", finding.Desired);
        Assert.Matches("^(there is no host no-such-host.invalid|no-such-host.invalid has no address|the name servers |no answer from the name servers)", finding.Observed);
        Assert.Equal("getent ahosts no-such-host.invalid", finding.Fix);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_told_for_each_address()
    {
        var port = FreePort();

        var finding = await FindingAsync("api.connect", Settings($"https://localhost:{port}"));

        Assert.Equal($"a connection to localhost:{port}", finding.Desired);
        Assert.Contains($"127.0.0.1:{port}: connection refused", finding.Observed);
        Assert.Equal($"curl -sv -o /dev/null --connect-timeout 5 https://localhost:{port}/api/v5/version", finding.Fix);
    }

    [Fact]
    public async Task A_dead_address_before_a_good_one_costs_no_deadline()
    {
        await using var server = RawServer.Silent();
        var started = Stopwatch.StartNew();

        // 192.0.2.0/24 is for documentation (RFC 5737): no answer or no route, never a connection.
        using var socket = await Dialling.ConnectAsync([IPAddress.Parse("192.0.2.1"), IPAddress.Loopback], server.Port, TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)socket.RemoteEndPoint!).Address);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_a_connect_finding_in_time()
    {
        // A backlog of one that is full: the kernel drops further connections, as a firewall would.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var fillers = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToList();
        foreach (var filler in fillers)
            _ = filler.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken).AsTask().ContinueWith(task => task.Exception, TaskScheduler.Default);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Limits = new(Long, TimeSpan.FromSeconds(1), Long);

        var finding = await FindingAsync("api.connect", Settings($"https://127.0.0.1:{port}"));

        Assert.Equal($"127.0.0.1:{port}: no answer within 1 s", finding.Observed);
        fillers.ForEach(filler => filler.Dispose());
    }

    [Fact]
    public async Task Silence_in_the_TLS_handshake_is_a_timeout()
    {
        await using var server = RawServer.Silent();
        Limits = new(Long, Long, TimeSpan.FromSeconds(1.5));

        var finding = await FindingAsync("api.timeout", Settings($"https://localhost:{server.Port}"));

        Assert.Equal(("an answer in time", "no answer to the TLS handshake within 1.5 s"), (finding.Desired, finding.Observed));
    }

    [Fact]
    public async Task Silence_after_the_request_is_a_timeout_also_with_the_default_limits_and_below_the_runners_deadline()
    {
        Application.Instead = Answers.Silence;
        (Limits, Deadline) = (ProbeLimits.Default, TimeSpan.FromSeconds(10));
        CheckOutcome outcome;
        var tries = 0;
        do
        {
            outcome = await AskAsync();
        }
        // Busy elsewhere for two seconds: the runner's turn came first.
        while (outcome.Elapsed >= Deadline && ++tries < 3);

        Assert.Equal(("api.timeout", "no answer to GET /api/v5/version within 8 s"), Assert.Single(outcome.Findings) is var finding ? (finding.Code, finding.Observed) : default);
        Assert.InRange(outcome.Elapsed, TimeSpan.FromSeconds(7.5), Deadline);
        Assert.Equal(tries + 1, Application.Requests);
    }

    [Fact]
    public async Task A_body_that_drips_for_ever_is_a_timeout()
    {
        // The first time takes longer: the headers must come in time.
        Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
        Application.Instead = Answers.SlowBody(TimeSpan.FromMilliseconds(100));
        Limits = new(Long, Long, TimeSpan.FromSeconds(4));

        var finding = await FindingAsync("api.timeout");

        Assert.Equal("a whole answer in time", finding.Desired);
        Assert.Matches("^HTTP 200, and then only [0-9]+ bytes of its body in time$", finding.Observed);
    }

    [Fact]
    public async Task A_reset_before_TLS_is_a_failed_handshake()
    {
        await using var server = RawServer.Resetting();

        var finding = await FindingAsync("api.tls-handshake", Settings($"https://localhost:{server.Port}"));

        Assert.Equal(("a TLS connection", "the connection was reset in the middle of the handshake"), (finding.Desired, finding.Observed));
    }

    [Fact]
    public async Task An_http_server_at_an_https_URL_does_not_speak_TLS()
    {
        await using var server = RawServer.Answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal("what listens there does not speak TLS", (await FindingAsync("api.tls-handshake", Settings($"https://localhost:{server.Port}"))).Observed);
    }

    [Fact]
    public async Task A_reset_after_the_request_is_a_broken_connection_and_not_tried_again()
    {
        await using var server = RawServer.Resetting();
        Assert.Equal("the connection was reset before an answer came", (await FindingAsync("api.connect", Settings(server.Url))).Observed);
        Assert.Equal(1, server.Connections);

        Application.Instead = Answers.Reset;
        await FindingAsync("api.connect");
        Assert.Equal(1, Application.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_not_the_api()
    {
        await using var server = RawServer.Answering("SSH-2.0-OpenSSH_9.2\r\n");

        Assert.Equal("what listens there does not answer in HTTP", (await FindingAsync("api.not-the-api", Settings(server.Url))).Observed);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_broken_connection()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"version\":");

        Assert.Equal("HTTP 200, and then the connection broke in the middle of its body", (await FindingAsync("api.connect", Settings(server.Url))).Observed);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_asked()
    {
        // Where the runtime keeps what http_proxy and its like say, read once in a process.
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy("127.0.0.1", FreePort());
        try
        {
            Assert.Equal(CheckStatus.InSync, (await AskAsync()).Status);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task A_runner_that_gives_up_first_gets_its_cancellation()
    {
        Application.Instead = Answers.Silence;
        var runner = new CheckRunner(new HostPaths(Folder), TimeProvider.System, TimeSpan.FromSeconds(1));

        var outcome = await runner.RunAsync(new ApiCheck(), Settings(), null, TestContext.Current.CancellationToken);

        Assert.Equal((CheckStatus.Unknown, "no answer within 1 s"), (outcome.Status, outcome.Reason));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
