using HsTrainerAgent.Linux.Systemd;

namespace HsTrainerAgent.Tests.Linux.Systemd;

public sealed class UnitJobsTests
{
    private readonly UnitJobs jobs = new();

    [Fact]
    public async Task All_who_wait_for_a_merged_job_get_its_result()
    {
        var first = jobs.Wait("/job/1", "a.service");
        var second = jobs.Wait("/job/1", "a.service");
        var other = jobs.Wait("/job/2", "b.service");

        jobs.Ended("/job/1", "failed");

        Assert.Equal(["failed", "failed"], await Task.WhenAll(first, second));
        Assert.False(other.IsCompleted);
        Assert.Equal(["/job/2"], jobs.Paths);
    }

    [Fact]
    public async Task A_lost_bus_fails_every_wait_by_the_name_of_its_unit()
    {
        var first = jobs.Wait("/job/1", "a.service");
        var second = jobs.Wait("/job/2", "b.service");

        jobs.LoseAll("the system bus was lost");

        Assert.Equal("The result of the job of a.service is not known: the system bus was lost", (await Assert.ThrowsAsync<BusException>(() => first)).Message);
        Assert.Equal("The result of the job of b.service is not known: the system bus was lost", (await Assert.ThrowsAsync<BusException>(() => second)).Message);
        Assert.False(jobs.Any);
    }

    [Fact]
    public void The_end_of_a_job_nobody_waits_for_is_nothing()
    {
        jobs.Ended("/job/9", "done");
        jobs.Lost("/job/9", "why");

        Assert.False(jobs.Any);
    }
}
