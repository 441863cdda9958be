using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HsTrainerAgent.Tests.Cli;

[Trait("Runs", "Binary")]
public sealed class InterruptTests
{
    /// <summary>Less than the deadline that the check itself has.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public Task A_check_that_waits_for_a_silent_application_ends_at_once(string signal) => Promised.WithinAsync(Soon, async () =>
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var host = FixtureHost.WithoutMedia($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        using var agent = AgentProcess.Start("check", "api", "--root", host.Root);
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {agent.Id}"]))
            await kill.WaitForExitAsync();
        await agent.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        var took = clock.Elapsed;

        Assert.Equal((130, ""), (agent.ExitCode, await agent.StandardError.ReadToEndAsync()));
        return took;
    });
}
