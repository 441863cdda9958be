using HsTrainerAgent.Checks;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Repairing;
using HsTrainerAgent.Settings;
using HsTrainerAgent.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace HsTrainerAgent.Tests.Repairing;

public class RepairerTests
{
    /// <summary>Its unit has an hour for all it does.</summary>
    [Fact]
    public async Task A_scan_that_gets_on_has_five_minutes_and_what_it_found_is_repaired()
    {
        var clock = new FakeTimeProvider();
        using var getsOn = new ManualResetEventSlim();
        var scan = new FakeCheck("selinux", true, (context, cancellation) =>
        {
            var seen = 0L;
            context.Look.Follow(() => ++seen);
            getsOn.Set();
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            context.Look.Found(new FindingKind("selinux.database-label", Severity.Error, "", "", "", "").Found("/mnt/hs/postgres_trainer32_0", "container_file_t", "mnt_t"));
        })
        { Patience = TimeSpan.FromHours(1) };
        var trainer = new TrainerSettings { Name = "32.0.3", Bundle = "/opt/hs", Version = "32.0.3" };
        var settings = new AgentSettings { Application = new ApplicationSettings { Url = "https://a.internal", Token = new Secret("t0ken") }, Trainers = [trainer] };
        var looking = new Repairer(new HostPaths("/"), settings, trainer, [scan], clock).LookAsync(TestContext.Current.CancellationToken);
        // It has a thread of its own, which begins when it likes.
        Assert.True(getsOn.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromMinutes(5));

        var view = await looking.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("selinux: no answer within 300 s", view.Unseen);
        Assert.Single(view.Plan.Remedies);
    }
}
