using System.Diagnostics;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Tests.Linux.Systemd;

/// <summary>A host without systemd as process 1, or with its bus out of reach; the rest needs the real systemd of tests/System.</summary>
public sealed class SystemBusTests
{
    private const string Why = "systemd is not process 1 here";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SystemBus WithoutSystemd()
    {
        Assert.SkipWhen(Directory.Exists("/run/systemd/system"), "systemd is process 1 here");
        return new SystemBus(TimeProvider.System);
    }

    [Fact]
    public void Without_systemd_there_is_no_bus_and_nothing_throws()
    {
        using var bus = WithoutSystemd();

        Assert.False(SystemBus.IsThere);
    }

    [Fact]
    public async Task Without_systemd_each_call_says_what_it_could_not_do_and_why()
    {
        using var bus = WithoutSystemd();

        var read = await Assert.ThrowsAsync<BusException>(() => bus.ReadAsync("hs-trainer@32.0.3.service", Cancellation));
        var restart = await Assert.ThrowsAsync<BusException>(() => bus.RestartAsync("hs-trainer@32.0.3.service", Cancellation));
        var start = await Assert.ThrowsAsync<BusException>(() => bus.StartAsync("hs-trainer@32.0.3.service", Cancellation));
        var watch = Assert.Throws<BusException>(() => bus.Watch("hs-trainer@32.0.3.service", () => { }));

        Assert.Equal(
            ["read", "restart", "start", "watch"],
            new[] { read, restart, start, watch }.Select(fault => fault.Message.Replace("Failed to ", "").Replace($" hs-trainer@32.0.3.service: {Why}", "")));
        Assert.Null(read.Error);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_asks_nobody()
    {
        using var bus = new SystemBus(TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bus.RestartAsync("hs-trainer@32.0.3.service", new CancellationToken(true)));
    }

    [Fact]
    public async Task A_bus_that_cannot_be_opened_fails_the_request_and_leaves_no_thread()
    {
        Assert.SkipUnless(Libsystemd.IsThere, "libsystemd.so.0 is not on this host");
        Assert.SkipWhen(File.Exists("/run/dbus/system_bus_socket"), "there is a system bus here");
        using var thread = new BusThread(TimeProvider.System);
        var failed = new TaskCompletionSource<BusException>(TaskCreationOptions.RunContinuationsAsynchronously);

        thread.Post(() => thread.Ask(Request(failed)));

        Assert.Equal(
            "Failed to read a.service: the system bus cannot be opened: No such file or directory (errno 2)",
            (await failed.Task.WaitAsync(Patience.Whole, Cancellation)).Message);
        Assert.True(SpinWait.SpinUntil(() => !thread.IsRunning, Patience.Whole));
    }

    [Fact]
    public async Task A_watch_waits_for_a_bus_that_is_not_there_and_ends_with_it()
    {
        Assert.SkipUnless(Libsystemd.IsThere, "libsystemd.so.0 is not on this host");
        Assert.SkipWhen(File.Exists("/run/dbus/system_bus_socket"), "there is a system bus here");
        using var thread = new BusThread(TimeProvider.System);
        var watch = new UnitWatch("a.service", BusCall.UnitPath("a.service"), () => { }, over => thread.Post(() => thread.Units.Remove(over)));
        thread.Post(() => thread.Units.Add(watch));
        await Task.Delay(250, Cancellation);
        Assert.True(thread.IsRunning);

        watch.Dispose();

        Assert.True(SpinWait.SpinUntil(() => !thread.IsRunning, Patience.Whole));
    }

    [Fact]
    public void Closing_ends_the_thread_of_a_watch_and_nothing_is_taken_on_after_it()
    {
        Assert.SkipUnless(Libsystemd.IsThere, "libsystemd.so.0 is not on this host");
        var thread = new BusThread(TimeProvider.System);
        var watch = new UnitWatch("a.service", BusCall.UnitPath("a.service"), () => { }, over => thread.Post(() => thread.Units.Remove(over)));
        thread.Post(() => thread.Units.Add(watch));
        Assert.True(thread.IsRunning);
        var began = Stopwatch.GetTimestamp();

        thread.Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.False(thread.IsRunning);
        Assert.False(thread.Post(() => { }));
        watch.Dispose();
    }

    [Theory]
    [InlineData("hs-trainer@32.0.3.service", "hs_2dtrainer_4032_2e0_2e3_2eservice")]
    [InlineData("4.service", "_34_2eservice")]
    public void A_unit_has_the_path_that_process_1_gives_it(string unit, string name)
    {
        Assert.SkipUnless(Libsystemd.IsThere, "libsystemd.so.0 is not on this host");

        Assert.Equal("/org/freedesktop/systemd1/unit/" + name, BusCall.UnitPath(unit));
    }

    private static BusRequest Request(TaskCompletionSource<BusException> failed) =>
        new("read a.service", BusCall.OfProperties(BusCall.UnitPath("a.service"), "GetAll", ""), Patience.Whole, _ => { }, failed.SetResult);
}
