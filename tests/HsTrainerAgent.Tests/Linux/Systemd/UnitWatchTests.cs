using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Tests.Linux.Systemd;

public sealed class UnitWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_during_a_call_lead_to_one_more_call_and_never_to_two_at_once()
    {
        using var entered = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        int calls = 0, inside = 0, most = 0;
        using var watch = new UnitWatch("a.service", "/a", () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            calls++;
            entered.Release();
            go.Wait(Cancellation);
            Interlocked.Decrement(ref inside);
        }, _ => { });

        watch.Changed();
        Assert.True(await entered.WaitAsync(Patience.Whole, Cancellation));
        for (var at = 0; at < 100; at++)
            watch.Changed();
        go.Release(2);
        Assert.True(await entered.WaitAsync(Patience.Whole, Cancellation));
        Assert.False(await entered.WaitAsync(TimeSpan.FromMilliseconds(200), Cancellation));

        watch.Changed();
        go.Release();
        Assert.True(await entered.WaitAsync(Patience.Whole, Cancellation));
        // Before the semaphores are gone that it waits for.
        Assert.True(await Patience.UntilAsync(() => Volatile.Read(ref inside) == 0));
        Assert.Equal((3, 1), (calls, most));
    }

    [Fact]
    public async Task The_last_change_is_always_followed_by_a_call()
    {
        int now = 0, seen = 0;
        using var watch = new UnitWatch("a.service", "/a", () => Volatile.Write(ref seen, Volatile.Read(ref now)), _ => { });

        for (var round = 0; round < 2000; round++)
        {
            Volatile.Write(ref now, round);
            watch.Changed();
            if (round % 7 == 0)
                await Task.Yield();
        }

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref seen) == 1999, Patience.Whole));
    }

    [Fact]
    public async Task A_watch_that_is_over_calls_no_more_and_says_so_once()
    {
        int calls = 0, over = 0;
        var watch = new UnitWatch("a.service", "/a", () => calls++, _ => over++);

        watch.Dispose();
        watch.Dispose();
        watch.Changed();
        await Task.Delay(100, Cancellation);

        Assert.Equal((0, 1), (calls, over));
    }
}
