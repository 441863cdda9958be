using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class InterruptTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_check_that_waits_for_a_silent_application_ends_at_once(string signal)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var host = FixtureHost.WithoutMedia($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        using var agent = AgentProcess.Start("check", "api", "--root", host.Root);
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {agent.Id}"]))
            await kill.WaitForExitAsync();
        await agent.WaitForExitAsync().WaitAsync(Soon);

        Assert.Equal((130, ""), (agent.ExitCode, await agent.StandardError.ReadToEndAsync()));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
    }
}
