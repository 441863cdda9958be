using System.Net;
using System.Net.Sockets;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Api;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>The whole api check against a socket that answers in any bytes, behind http or where TLS is expected: always a judgement, in time, and never the token.</summary>
internal sealed class HttpWireTarget : Target, IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly HostPaths host = new("/nonexistent");

    public HttpWireTarget()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
    }

    public override string Name => "http-wire";

    public override double Share => 0.02;

    public override int Longest => 96 * 1024;

    public override IEnumerable<byte[]> Seeds =>
    [
        Utf8("0HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\nX-Extract-Backend-Server: app01\r\n\r\n{\"version\": \"42.0.1\"}"),
        Utf8("0HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ver\r\n10;x=y\r\nsion\": \"42.0.1\"}\r\n0\r\nT: x\r\n\r\n"),
        Utf8($"0HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Token\r\nConnection: close\r\n\r\n{Samples.TokenText}"), Utf8($"0HTTP/1.1 302 {Samples.TokenText}\r\nLocation: /login?next={Samples.TokenText}\r\n\r\n"),
        Utf8("0HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 204 \r\n\r\n"), Utf8("0HTTP/2.0 200 OK\r\n\r\n"), Utf8("0SSH-2.0-OpenSSH_9.6\r\n"), Utf8("0"), Utf8("0HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999999999\r\n\r\n"),
        [(byte)'1', 0x15, 3, 3, 0, 2, 2, 40], [(byte)'1', 0x16, 3, 3, 0, 4, 2, 0, 0, 0], Utf8("1HTTP/1.1 400 Bad Request\r\n\r\n"), Utf8("1"),
    ];

    public override IReadOnlyList<string> Words =>
    [
        .. Samples.Token.RevealForms(), "\r\n", "\r\n\r\n", "HTTP/1.1 ", "200", "301", "401", "503", "Location: ", "Content-Length: ", "-1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "Content-Type: text/html; charset=\"\r\n",
        "X-Extract-Backend-Server: ", " folded", "ffffffff\r\n", new string('h', 600), "Connection: close\r\n", "\u0016\u0003\u0003",
    ];

    public override void Try(byte[] input)
    {
        if (input.Length == 0)
            return;
        var served = ServeAsync(input.AsMemory(1), speaksFirst: input[0] == (byte)'2');
        var scheme = input[0] == (byte)'1' ? "https" : "http";
        var settings = Samples.Settings with
        {
            Application = new ApplicationSettings { Url = $"{scheme}://{listener.LocalEndPoint}", Token = Samples.Token },
        };
        var look = new Look();
        new ApiCheck().LookAsync(new CheckContext(host, settings, null, look, TimeProvider.System), CancellationToken.None).GetAwaiter().GetResult();
        served.GetAwaiter().GetResult();
        HttpAnswerTarget.Judge(look);
        ComplaintException.Unless(look.Outcome("api", null, TimeSpan.Zero).Status is CheckStatus.Drift or CheckStatus.InSync, "an answer without a judgement", "");
    }

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(ReadOnlyMemory<byte> answer, bool speaksFirst)
    {
        using var client = await listener.AcceptAsync();
        var request = new byte[8192];
        try
        {
            if (!speaksFirst)
                await client.ReceiveAsync(request);
            await client.SendAsync(answer);
            client.Shutdown(SocketShutdown.Send);
            // Until the agent has had enough, or its unread bytes would reset what it was sent.
            while (await client.ReceiveAsync(request) > 0)
                continue;
        }
        catch (SocketException)
        {
            // It had enough before the end.
        }
    }
}
