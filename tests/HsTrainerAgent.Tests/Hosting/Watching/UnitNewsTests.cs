using HsTrainerAgent.Hosting.Watching;
using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Tests.Hosting.Watching;

public class UnitNewsTests
{
    private static readonly UnitState Running = new("hs-trainer@32.0.3.service", "loaded", "active", "exited", "success", 0, "one", false);

    private static IEnumerable<string> News(UnitState before, UnitState after, bool own = false) => UnitNews.Between(before, after, own).Select(news => news.Kind.Name);

    [Fact]
    public void A_start_that_was_not_asked_for_is_news() => Assert.Equal(["trainer-started"], News(Running, Running with { Invocation = "two" }));

    [Fact]
    public void A_start_that_was_asked_for_is_none() => Assert.Empty(News(Running, Running with { Invocation = "two" }, own: true));

    [Fact]
    public void A_stop_is_news_also_when_process_1_has_forgotten_the_unit() =>
        Assert.Equal(["trainer-stopped"], News(Running, Running with { Active = "inactive", Sub = "dead", Invocation = "" }));

    [Fact]
    public void A_trainer_that_dies_is_news() =>
        Assert.Equal(["trainer-failed"], News(Running, Running with { Active = "failed", Result = "exit-code", ExitStatus = 3 }));

    [Fact]
    public void A_trainer_started_by_hand_that_fails_again_is_news()
    {
        var failed = Running with { Active = "failed", Result = "exit-code", ExitStatus = 3 };

        Assert.Equal(["trainer-started", "trainer-failed"], News(failed, failed with { Invocation = "two" }));
        Assert.Empty(News(failed, failed with { Invocation = "two" }, own: true));
    }

    [Fact]
    public void A_trainer_of_this_daemon_that_dies_later_is_news_too() =>
        Assert.Equal(["trainer-failed"], News(Running, Running with { Active = "failed", Result = "signal", ExitStatus = 9 }, own: true));

    [Fact]
    public void Masking_and_unmasking_are_news()
    {
        Assert.Equal(["trainer-masked"], News(Running, Running with { Load = "masked" }));
        Assert.Equal(["trainer-unmasked"], News(Running with { Load = "masked" }, Running));
    }
}
