using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Hosting.Reporting;

/// <summary>The real daemon as a process, with a socket in systemd's place (sd_notify(3)).</summary>
public sealed class NotifySocketTests : IDisposable
{
    private const string Token = "s3cr3t-tok3n-of-the-daemon";

    private readonly string root = Directory.CreateTempSubdirectory("notify-").FullName;
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> heard = new();
    private Process? daemon;

    private string Settings => Path.Combine(root, "etc/hs-trainer-agent.json");

    public NotifySocketTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(root, "notify")));
        _ = ListenAsync();
    }

    public void Dispose()
    {
        daemon?.Kill();
        daemon?.WaitForExit(TimeSpan.FromSeconds(5));
        daemon?.Dispose();
        socket.Dispose();
        TemporaryFolder.Delete(root);
    }

    [Fact]
    public async Task Systemd_hears_of_the_start_the_state_a_reload_and_the_stop_in_order_and_of_life_all_the_time()
    {
        File.WriteAllText(Settings, Json());
        Start();
        await Until(() => Heard("STATUS=").Any(said => said.Contains(" · ")) && Heard("READY=1").Count == 1, "the start");
        await Until(() => Heard("WATCHDOG=1").Count >= 4, "signs of life");
        Signal("HUP");
        await Until(() => Heard("READY=1").Count == 2, "the end of the reload");
        Signal("TERM");
        await Until(() => Heard("STOPPING=1").Count == 1, "the stop");
        await daemon!.WaitForExitAsync();

        var order = heard.Select(said => said.Split('\n')[0]).Where(said => said is "READY=1" or "RELOADING=1" or "STOPPING=1");
        Assert.Equal(["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"], order);
        Assert.Equal(0, daemon.ExitCode);
        Assert.DoesNotContain(heard, said => said.Contains(Token));
        daemon = null;
    }

    [Fact]
    public async Task A_reload_carries_the_monotonic_time_and_its_end_comes_after_the_state_that_it_made()
    {
        File.WriteAllText(Settings, Json());
        Start();
        await Until(() => Heard("STATUS=").Any(said => said.Contains(" · ")), "the start");
        File.WriteAllText(Settings, "{ half");
        var before = Stopwatch.GetTimestamp();
        Signal("HUP");
        await Until(() => Heard("READY=1").Count == 2, "the end of the reload");

        var reloading = Assert.Single(Heard("RELOADING=1\nMONOTONIC_USEC="));
        var microseconds = long.Parse(reloading.Split('=')[^1], CultureInfo.InvariantCulture);
        Assert.InRange(microseconds, before / 1000, Stopwatch.GetTimestamp() / 1000);
        var all = heard.ToList();
        var status = all.FindIndex(said => said.StartsWith("STATUS=settings invalid, the last good are in force · ", StringComparison.Ordinal));
        Assert.InRange(status, all.IndexOf(reloading), all.LastIndexOf("READY=1"));
        Assert.Contains("settings invalid", File.ReadAllText(new HostPaths(root).Status));
    }

    [Fact]
    public async Task Without_settings_the_state_says_so_and_a_reload_is_answered_all_the_same()
    {
        Start();
        await Until(() => Heard($"STATUS=not configured: no /etc/hs-trainer-agent.json").Count == 1, "the state");
        Signal("HUP");
        await Until(() => Heard("READY=1").Count == 2, "the end of the reload");
        Assert.Single(Heard("RELOADING=1"));
    }

    [Fact]
    public async Task A_watchdog_of_another_process_is_not_fed()
    {
        File.WriteAllText(Settings, Json());
        Start(start => start.Environment["WATCHDOG_PID"] = "1");
        await Until(() => Heard("READY=1").Count == 1, "the start");
        await Task.Delay(1500);
        Assert.Empty(Heard("WATCHDOG=1"));
    }

    private static string Json() =>
        $$"""{ "application": { "url": "http://127.0.0.1:1", "token": "{{Token}}" }, "trainers": [ { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" } ], "apply": { "mode": "manual", "settle": "1h" } }""";

    private void Start(Action<ProcessStartInfo>? more = null)
    {
        var start = AgentProcess.StartInfo(["run", "--root", root]);
        start.Environment["NOTIFY_SOCKET"] = Path.Combine(root, "notify");
        start.Environment["WATCHDOG_USEC"] = "900000";
        more?.Invoke(start);
        daemon = Process.Start(start)!;
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
    }

    private List<string> Heard(string beginning) => [.. heard.Where(said => said.StartsWith(beginning, StringComparison.Ordinal))];

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, daemon!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
                heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Until(Func<bool> holds, string what)
    {
        for (var since = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"{what} did not come; heard:\n{string.Join('\n', heard)}");
    }
}
