using HsTrainerAgent.Applying;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace HsTrainerAgent.Tests.Applying;

/// <summary>Histories of steps over a clock that the test moves, with runs that the test decides.</summary>
public sealed class ApplierTests : IDisposable
{
    private readonly TrainerHost host = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));
    private readonly ITrainerUnits units = Substitute.For<ITrainerUnits>();
    private readonly List<ApplyEvent> told = [];
    private int runs;
    private Func<RunResult> result = () => new RunResult(null, null, false);
    private CheckOutcome api = Outcome(CheckStatus.InSync);

    public ApplierTests()
    {
        units.RunAsync(default!, default!, default, default).ReturnsForAnyArgs(_ =>
        {
            runs++;
            return Task.FromResult(result());
        });
        Save("one");
    }

    public void Dispose() => host.Dispose();

    private static CheckOutcome Outcome(CheckStatus status, string? reason = null, params Finding[] findings) =>
        new("api", null, status, findings, reason, TimeSpan.Zero, null);

    private void Save(string token, string more = "") => host.WriteSettings($$"""
        { "application": { "url": "https://abcd123.internal", "token": "{{token}}" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] {{more}} }
        """);

    private Task<ApplyStep> StepAsync(PlanAsk ask = PlanAsk.Nobody)
    {
        var settings = SettingsFile.Read(host.SettingsFile, host.Paths).Settings!;
        return new Applier(host.Paths, host.SettingsFile, units, new Preflight((_, _) => Task.FromResult(api)), clock, told.Add)
            .StepAsync(settings, settings.Trainers[0], ask, CancellationToken.None);
    }

    private IEnumerable<ApplyEventKind> Told => told.Select(one => one.Kind);

    [Fact]
    public async Task Eight_failures_in_a_row_are_the_last_until_the_settings_change()
    {
        var waits = new List<double>();
        result = () => new RunResult($"run{runs}", "run.sh ended with exit code 7", false);
        for (var i = 0; i < 8; i++)
        {
            await StepAsync();
            var until = (await StepAsync()).Plan is ApplyPlan.BackOff(var at) ? at : clock.GetUtcNow();
            waits.Add(Math.Round((until - clock.GetUtcNow()).TotalSeconds));
            clock.SetUtcNow(until);
        }

        Assert.Equal(8, runs);
        Assert.All(waits.Zip([30, 60, 120, 240, 480, 960, 1920]), pair => Assert.InRange(pair.First, pair.Second * 0.89, pair.Second * 1.11));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new ApplyPlan.GiveUp(8), (await StepAsync()).Plan);
        Assert.Equal(ApplyEventKind.GaveUp, Told.Last());
        Save("two");
        Assert.IsType<ApplyPlan.Apply>((await StepAsync()).Plan);
        Assert.Equal(9, runs);
    }

    [Fact]
    public async Task An_operator_runs_it_in_the_middle_of_a_wait()
    {
        result = () => new RunResult($"run{runs}", "exit 7", false);
        await StepAsync();
        Assert.IsType<ApplyPlan.BackOff>((await StepAsync()).Plan);

        await StepAsync(PlanAsk.Operator);

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task An_untrusted_certificate_holds_and_is_told_once_and_force_overrides()
    {
        var kind = new FindingKind("api.tls-untrusted", Severity.Error, "", "", "", "");
        api = Outcome(CheckStatus.Drift, null, kind.Found("x", "trusted", "issued by CN=other"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(new ApplyPlan.Hold("api.tls-untrusted: issued by CN=other"), (await StepAsync()).Plan);

        Assert.Equal((0, 1), (runs, told.Count));
        Assert.IsType<ApplyPlan.Apply>((await StepAsync(PlanAsk.OperatorForce)).Plan);
        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData("api.tls-expires-soon", nameof(Severity.Warning), 1)]
    [InlineData("api.trainer-older", nameof(Severity.Error), 1)]
    [InlineData("api.server-error", nameof(Severity.Error), 0)]
    public async Task Only_errors_hold_and_an_older_trainer_does_not(string code, string severity, int expected)
    {
        api = Outcome(CheckStatus.Drift, null, new FindingKind(code, Enum.Parse<Severity>(severity), "", "", "", "").Found("x", "y", "z"));
        await StepAsync();
        Assert.Equal(expected, runs);
    }

    [Fact]
    public async Task An_application_that_could_not_be_asked_holds()
    {
        api = Outcome(CheckStatus.Unknown, "no resolver");
        Assert.Equal(new ApplyPlan.Hold("the application could not be asked: no resolver"), (await StepAsync()).Plan);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Without_preflight_nobody_is_asked()
    {
        Save("one", ", \"apply\": { \"preflight\": false }");
        api = Outcome(CheckStatus.Unknown, "no resolver");
        await StepAsync();
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_holds_and_is_no_reason_to_run()
    {
        Directory.CreateDirectory(host.Paths.AppliedRecord(TrainerHost.Version));

        Assert.EndsWith("32.0.3.json is a folder", Assert.IsType<ApplyPlan.Hold>((await StepAsync()).Plan).Why);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_bundle_that_is_missing_holds_with_the_cure()
    {
        Directory.Move(host.BundleFolder, host.BundleFolder + ".away");

        Assert.Equal($"{TrainerHost.Bundle} is missing: unpack the bundle there, or correct trainers[].bundle", Assert.IsType<ApplyPlan.Hold>((await StepAsync()).Plan).Why);
        Assert.Equal(0, runs);
    }
}
