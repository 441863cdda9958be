using HsTrainerAgent.Linux.Systemd;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Linux.Systemd;

public sealed class BusRequestsTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> sent = [];
    private readonly List<string> failed = [];
    private readonly BusRequests requests;

    public BusRequestsTests() => requests = new(clock, call =>
    {
        if (call.Path == "")
            throw new BusException("the call cannot be sent: Invalid argument (errno 22)");
        sent.Add(call.Member);
        return (ulong)sent.Count;
    });

    private void Ask(string member, double seconds = 5, string path = "/") => requests.Add(new(
        member, BusCall.OfProperties(path, member), TimeSpan.FromSeconds(seconds), _ => { }, fault => failed.Add(fault.Message)));

    [Fact]
    public void At_most_32_wait_for_a_reply_and_each_reply_lets_the_next_go()
    {
        for (var at = 0; at < 40; at++)
            Ask($"m{at}");
        Assert.Equal(32, sent.Count);

        Assert.Equal("m6", requests.Take(7)!.Purpose);

        Assert.Equal(33, sent.Count);
        Assert.Equal("m32", sent[^1]);
        Assert.Null(requests.Take(7));
    }

    [Fact]
    public void A_request_without_a_reply_fails_when_its_time_is_up_and_its_late_reply_is_nobodys()
    {
        Ask("slow", seconds: 25);
        Ask("quick", seconds: 5);
        Assert.Equal(TimeSpan.FromSeconds(5), requests.Patience);
        clock.Advance(TimeSpan.FromSeconds(5));

        requests.Expire();

        Assert.Equal(["Failed to quick: no answer to quick from org.freedesktop.systemd1 within 5 s"], failed);
        Assert.Equal(TimeSpan.FromSeconds(20), requests.Patience);
        Assert.Null(requests.Take(2));
        Assert.NotNull(requests.Take(1));
        Assert.False(requests.Any);
        Assert.Null(requests.Patience);
    }

    [Fact]
    public void One_whose_turn_never_came_fails_in_time_too()
    {
        for (var at = 0; at < 33; at++)
            Ask($"m{at}", seconds: at == 32 ? 1 : 9);
        clock.Advance(TimeSpan.FromSeconds(1));

        requests.Expire();

        Assert.Equal(["Failed to m32: no answer to m32 from org.freedesktop.systemd1 within 1 s"], failed);
    }

    [Fact]
    public void One_that_cannot_be_sent_fails_alone()
    {
        Ask("bad", path: "");
        Ask("good");

        Assert.Equal(["Failed to bad: the call cannot be sent: Invalid argument (errno 22)"], failed);
        Assert.Equal(["good"], sent);
    }

    [Fact]
    public void All_fail_when_the_bus_is_lost()
    {
        for (var at = 0; at < 40; at++)
            Ask($"m{at}");

        requests.FailAll("the system bus was lost");

        Assert.Equal(40, failed.Distinct().Count());
        Assert.False(requests.Any);
    }
}
