using HsTrainerAgent.Checks;
using HsTrainerAgent.Repairing;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Repairing;

public sealed class RepairWatchTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RepairWatch watch;

    public RepairWatchTests() => watch = new RepairWatch(clock, Settle);

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    private static readonly Finding[] Owner = [Found("storage.media-owner")];

    private static Finding Found(string code) => CheckSet.Kinds.First(kind => kind.Code == code).Found("/mnt/hs/trainer_media", "right", "wrong");

    private RepairMove Next(params Finding[] seen) => watch.Next(seen, whole: true);

    private void Heal()
    {
        Assert.Equal(RepairMove.Wait, Next(Owner));
        clock.Advance(Settle);
        Assert.Equal(RepairMove.Repair, Next(Owner));
        Assert.True(watch.Repaired(Owner, [], whole: true));
        Assert.Equal(RepairMove.Rest, Next());
    }

    [Fact]
    public void Nothing_to_repair_is_rest() => Assert.Equal(RepairMove.Rest, Next());

    [Fact]
    public void A_drift_of_a_moment_is_not_repaired()
    {
        Assert.Equal(RepairMove.Wait, Next(Owner));
        Assert.Equal(Settle, watch.Left);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RepairMove.Rest, Next());
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(RepairMove.Wait, Next(Owner));
    }

    [Fact]
    public void Undone_three_times_within_minutes_it_stops()
    {
        for (var times = 0; times < 3; times++)
        {
            Heal();
            clock.Advance(TimeSpan.FromMinutes(9));
        }

        Assert.Equal(RepairMove.Stopped, Next(Owner));
        Assert.Equal("storage.media-owner", watch.Undone!.Code);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(RepairMove.Stopped, Next(Owner));
    }

    [Fact]
    public void What_held_for_longer_counts_from_the_beginning()
    {
        for (var times = 0; times < 8; times++)
        {
            Heal();
            clock.Advance(TimeSpan.FromMinutes(times % 3 == 2 ? 11 : 5));
        }

        Assert.Equal(RepairMove.Wait, Next(Owner));
    }

    [Fact]
    public void Other_drifts_do_not_add_up()
    {
        Finding[] label = [Found("selinux.media-label")];
        for (var times = 0; times < 2; times++)
        {
            Heal();
            Next(label);
            clock.Advance(Settle);
            Assert.Equal(RepairMove.Repair, Next(label));
            watch.Repaired(label, [], whole: true);
            Next();
        }

        Assert.Equal(RepairMove.Wait, Next(Owner));
    }

    [Fact]
    public void Gone_for_half_an_hour_or_reset_it_goes_on()
    {
        Undone_three_times_within_minutes_it_stops();
        Assert.Equal(RepairMove.Stopped, Next());
        clock.Advance(RepairWatch.Calm);
        // Not to have seen it is not to know that it has gone.
        Assert.Equal(RepairMove.Stopped, watch.Next([], whole: false));
        Assert.Equal(RepairMove.Stopped, Next());
        clock.Advance(RepairWatch.Calm);
        Assert.Equal(RepairMove.Rest, Next());
        Undone_three_times_within_minutes_it_stops();
        watch.Reset();

        Assert.Equal((RepairMove.Wait, null), (Next(Owner), watch.Undone));
    }

    [Fact]
    public void Failures_are_tried_again_ever_more_slowly_up_to_an_hour()
    {
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            Next(Owner);
            clock.Advance(Settle);
            Assert.Equal(RepairMove.Repair, Next(Owner));
            Assert.False(watch.Repaired(Owner, Owner, whole: true));
            Assert.Equal((RepairMove.Wait, TimeSpan.FromMinutes(minutes)), (Next(Owner), watch.Left));
            clock.Advance(watch.Left);
        }
        Assert.True(watch.Repaired(Owner, [], whole: true));
        Assert.Equal((RepairMove.Wait, Settle), (Next(Owner), watch.Left));
    }
}
